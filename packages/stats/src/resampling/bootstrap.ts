import type { Interval } from "../interval.ts";
import { sorted } from "../quantile.ts";
import { seededRandom } from "../random.ts";
import type { TooFew } from "../too-few.ts";
import { acceleration, jackknife } from "./acceleration.ts";
import { basicLimits, bcaLimits, type Limits, percentileLimits } from "./bootstrap-limits.ts";
import { type Draws, resampled } from "./replicates.ts";

type Kind = "percentile" | "basic" | "bca";

export interface BootstrapOptions extends Partial<Draws> {
  readonly level?: number;
  /**
   * percentile is the default: for ratios of means it covers as well as BCa or better. bca is for one skewed sample of at
   * least 20 and a smooth statistic, never for a quantile, whose jackknife says nothing about its spread.
   */
  readonly kind?: Kind;
}

/** An interval by resampling, with what repeats it. */
export interface BootstrapInterval extends Interval {
  readonly seed: number;
  readonly resamples: number;
  /** Levels of the replicates at the two ends: 0.025 and 0.975 unless BCa moved them. */
  readonly levels: readonly [low: number, high: number];
}

/** Below this many units the replicates are too few kinds to cover as promised (see docs/statistics.md). */
const FEW_UNITS = 20;

/**
 * Interval of any statistic of independent units. A unit is an item, or a whole cluster of items where they depend on each
 * other: the statistic then looks into the clusters it is given. None where the statistic has no value.
 */
export function bootstrap<T>(
  units: readonly T[],
  statistic: (units: readonly T[]) => number,
  options: BootstrapOptions = {},
): BootstrapInterval | TooFew {
  const estimate = statistic(units);
  if (!Number.isFinite(estimate)) return noValue(units.length);
  const { seed, resamples } = drawsOf(options);
  const random = seededRandom(seed);
  const replicates = Array.from({ length: resamples }, () => statistic(resampled(units, random)));
  const speed = (): number => acceleration([jackknife(units, statistic)]);
  return intervalOf(replicates, estimate, units.length, speed, options);
}

/** The same for a statistic of two independent samples, each resampled on its own: a first, then b. */
export function bootstrapTwo<T>(
  a: readonly T[],
  b: readonly T[],
  statistic: (a: readonly T[], b: readonly T[]) => number,
  options: BootstrapOptions = {},
): BootstrapInterval | TooFew {
  const estimate = statistic(a, b);
  const smaller = Math.min(a.length, b.length);
  if (!Number.isFinite(estimate)) return noValue(smaller);
  const { seed, resamples } = drawsOf(options);
  const random = seededRandom(seed);
  const replicates = Array.from({ length: resamples }, () => {
    const drawnA = resampled(a, random);
    return statistic(drawnA, resampled(b, random));
  });
  const speed = (): number =>
    acceleration([jackknife(a, (rest) => statistic(rest, b)), jackknife(b, (rest) => statistic(a, rest))]);
  return intervalOf(replicates, estimate, smaller, speed, options);
}

function drawsOf({ seed = 1, resamples = 10_000 }: Partial<Draws>): Draws {
  return { seed, resamples };
}

function intervalOf(
  replicates: readonly number[],
  estimate: number,
  units: number,
  speed: () => number,
  options: BootstrapOptions,
): BootstrapInterval | TooFew {
  const { level = 0.95, kind = "percentile" } = options;
  // A resample without a slow call, or of zeros alone, may have no ratio.
  const known = sorted(replicates.filter(Number.isFinite));
  if (known.length === 0) return noValue(units);
  const lost = replicates.length - known.length;
  const few = units < FEW_UNITS ? [`bootstrap of ${units}`] : [];
  return {
    estimate,
    ...limitsOf(kind, known, estimate, level, speed),
    level,
    method: `${kind === "bca" ? "BCa" : kind} bootstrap`,
    warnings: lost > 0 ? [...few, `${lost} of ${replicates.length} resamples have no value`] : few,
    ...drawsOf(options),
  };
}

function limitsOf(
  kind: Kind,
  replicates: Float64Array,
  estimate: number,
  level: number,
  speed: () => number,
): Limits {
  if (kind === "percentile") return percentileLimits(replicates, level);
  if (kind === "basic") return basicLimits(replicates, estimate, level);
  return bcaLimits(replicates, estimate, speed(), level);
}

function noValue(n: number): TooFew {
  const reason = n === 0 ? "nothing to resample" : `the statistic has no value on these ${n}`;
  return { n, needed: n === 0 ? 1 : null, reason };
}
