import type { Interval } from "../interval.ts";
import { mergeMoments, type Moments, NO_MOMENTS, varianceOf } from "../moments.ts";
import { isTooFew, type TooFew } from "../too-few.ts";
import { type Verdict, verdictOf } from "../verdict.ts";
import { bestRho2 } from "./mixture.ts";

export interface PairedSequenceOptions {
  readonly level?: number;
  /** Differences at which the interval shall be narrowest: what a fixed run would take. */
  readonly planned?: number;
  /** Differences before the first finite interval. */
  readonly start?: number;
  /** Differences unlike the most frequent value before the first finite interval: a spread seen in few pairs is no spread. */
  readonly moving?: number;
}

const START = 20;
const MOVING = 10;

/**
 * The mean of paired differences, one after the other, with an interval that may be looked at after each: it holds at
 * all looks at once, so a run may stop where the verdict is clear. A unit is what is independent: the mean over the repeats
 * of a case, or over the cases of a document. Positive = worse; logs for durations, costs and tokens (margin ln 1.05).
 *
 * Student's t with a normal mixture over the effect in standard deviations (scale-invariant, so exact for normal
 * differences even of unknown spread; Lai 1976, Wang and Ramdas 2024): e = (1 + n g)^-1/2
 * ((1 + t^2 / v) / (1 + t^2 / ((1 + n g) v)))^((v + 1) / 2), v = n - 1, and the interval holds every mean with e < 1 / alpha.
 */
export class PairedSequence {
  readonly #level: number;
  readonly #g: number;
  readonly #start: number;
  readonly #moving: number;
  readonly #counts = new Map<number, number>();
  #most = 0;
  #sums: Moments = NO_MOMENTS;

  constructor({ level = 0.95, planned = 100, start = START, moving = MOVING }: PairedSequenceOptions = {}) {
    this.#level = level;
    this.#g = bestRho2(planned, 1 - level);
    this.#start = start;
    this.#moving = moving;
  }

  get n(): number {
    return this.#sums.n;
  }

  /** One difference more, b minus a turned so that positive is worse; answers the interval of the mean. */
  add(difference: number): Interval | TooFew {
    this.#sums = mergeMoments(this.#sums, { n: 1, mean: difference, squares: 0 });
    const count = (this.#counts.get(difference) ?? 0) + 1;
    this.#counts.set(difference, count);
    this.#most = Math.max(this.#most, count);
    return this.interval();
  }

  /** None before the start. */
  interval(): Interval | TooFew {
    const { n, mean } = this.#sums;
    const width = tWidth(n, this.#g, 1 - this.#level);
    const moving = n - this.#most;
    if (n < this.#start || width === Infinity)
      return {
        n,
        needed: this.#start,
        reason: `the sequence starts at ${this.#start} differences: ${n} so far`,
      };
    if (moving < this.#moving) return tooAlike(n, moving, this.#moving);
    const half = width * Math.sqrt(varianceOf(this.#sums) / n);
    return {
      estimate: mean,
      low: mean - half,
      high: mean + half,
      level: this.#level,
      method: "paired t confidence sequence",
      warnings: [],
    };
  }

  /** What the run may say now, against a margin > 0 on the scale of the differences. */
  verdict(margin: number): Verdict {
    const interval = this.interval();
    return isTooFew(interval) ? "undecided" : verdictOf(interval, margin);
  }
}

function tooAlike(n: number, moving: number, needed: number): TooFew {
  const reason = `${moving} of ${n} differences are unlike the rest: a spread takes ${needed}`;
  return { n: moving, needed, reason };
}

/** The |t| at which the evidence is 1 / alpha; Infinity where so few differences cannot reach it. */
function tWidth(n: number, g: number, alpha: number): number {
  const freedom = n - 1;
  const spread = 1 + n * g;
  const k = (Math.sqrt(spread) / alpha) ** (2 / n);
  return k < spread ? Math.sqrt((freedom * (k - 1)) / (1 - k / spread)) : Number.POSITIVE_INFINITY;
}
