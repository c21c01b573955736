import type { Interval } from "../interval.ts";
import { type Moments, varianceOf } from "../moments.ts";
import type { TooFew } from "../too-few.ts";
import { bestRho2 } from "./mixture.ts";

export interface TwoArmOptions {
  readonly level?: number;
  /** Values of both arms together at which the sequence shall be narrowest: about twice what one arm is planned to get. */
  readonly planned?: number;
  /** The difference that the e-value speaks against; a margin makes it one of "not worse". */
  readonly against?: number;
  /** Variance of the mixture over differences; from `planned` unless given. */
  readonly tau2?: number;
  /** Values that the smaller arm must have; 300 unless given, since an arm of 5 % misjudges its own spread below it. */
  readonly start?: number;
  /** Of 0/1 values: ones in a and in b. Below 20 in either take `ErrorRateProcess`. */
  readonly events?: readonly [a: number, b: number];
}

/** Difference of means, b minus a, that may be looked at as often as one likes. */
export interface TwoArmSequence extends Interval {
  /** One-sided limits, each alone at 1 - level: to stop for harm, or for success. */
  readonly lowAlone: number;
  readonly highAlone: number;
  /** ln of the evidence against the difference `against`; at ln(1 / alpha) it is proven. */
  readonly logE: number;
  /** min(1, 1 / e) now; the p of a series of looks is the smallest so far. */
  readonly p: number;
}

const START = 300;
const EVENTS = 20;

/**
 * Asymptotic confidence sequence of two arms from their running sums, the same as mSPRT with a normal mixture (Johari et
 * al. 2017): half = sqrt(2 v (v + tau2) / tau2 ln(sqrt((v + tau2) / v) / alpha)). Give logs for durations and costs.
 * The unit must be what was drawn at random: average the calls of a session first. None before its start rules hold.
 */
export function twoArmSequence(a: Moments, b: Moments, options: TwoArmOptions = {}): TwoArmSequence | TooFew {
  const { level = 0.95, planned = 4_000, against = 0 } = options;
  const alpha = 1 - level;
  const v = varianceOf(a) / a.n + varianceOf(b) / b.n;
  const tau2 = options.tau2 ?? bestRho2(planned, alpha) * v * (a.n + b.n);
  const estimate = b.mean - a.mean;
  const early = tooEarly(a, b, options);
  if (early !== null) return early;
  if (v === 0) return { n: a.n + b.n, needed: null, reason: "no spread on either side so far" };
  const scale = (2 * v * (v + tau2)) / tau2;
  const root = Math.sqrt((v + tau2) / v);
  const half = Math.sqrt(scale * Math.log(root / alpha));
  const alone = Math.sqrt(scale * Math.log(1 + root / (2 * alpha)));
  const logE = (tau2 * (estimate - against) ** 2) / (2 * v * (v + tau2)) - Math.log(root);
  return {
    estimate,
    low: estimate - half,
    high: estimate + half,
    level,
    method: "asymptotic confidence sequence",
    warnings: [],
    lowAlone: estimate - alone,
    highAlone: estimate + alone,
    logE,
    p: Math.min(1, Math.exp(-logE)),
  };
}

/** What the start rules still miss, if anything. */
function tooEarly(a: Moments, b: Moments, { start = START, events }: TwoArmOptions): TooFew | null {
  const n = Math.min(a.n, b.n);
  if (n < start) return { n, needed: start, reason: `the sequence starts at ${start} a side: ${n} so far` };
  const rare = events === undefined ? EVENTS : Math.min(...events);
  if (rare >= EVENTS) return null;
  const reason = `the sequence starts at ${EVENTS} events a side: ${rare} so far`;
  return { n: rare, needed: EVENTS, reason };
}
