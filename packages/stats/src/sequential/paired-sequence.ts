import type { Interval } from "../interval.ts";
import { mergeMoments, type Moments, NO_MOMENTS, varianceOf } from "../moments.ts";
import { isTooFew, type TooFew } from "../too-few.ts";
import { type Verdict, verdictOf } from "../verdict.ts";
import { horizonWidth } from "./horizon-width.ts";
import { bestRho2 } from "./mixture.ts";
import { mixtureWidth } from "./mixture-width.ts";

export interface PairedSequenceOptions {
  readonly level?: number;
  /** The most differences that will ever be added, as a run's cases set it; null where nothing does: a third wider then. */
  readonly most: number | null;
  /** Differences unlike the most frequent one before the first interval: a spread seen in few pairs is none. */
  readonly moving?: number;
}

/** As many as error rates take events: with fewer, one-sided changes are called too early. */
const MOVING = 20;

/** Differences at which a sequence without an end is narrowest. */
const USUAL = 100;

/**
 * The mean of paired differences, one after the other, with an interval that may be looked at after each: it holds at
 * all looks at once, so a run may stop where the verdict is clear, and prints this interval then, not one for a single
 * look. A unit is what is independent: the mean over the repeats of a case, or over the cases of a document. Positive =
 * worse; logarithms for durations, costs and tokens (margin ln 1.05 for 5 %).
 */
export class PairedSequence {
  readonly #level: number;
  readonly #most: number | null;
  readonly #moving: number;
  readonly #counts = new Map<number, number>();
  #frequent = 0;
  #sums: Moments = NO_MOMENTS;

  constructor({ level = 0.95, most, moving = MOVING }: PairedSequenceOptions) {
    this.#level = level;
    this.#most = most;
    this.#moving = moving;
  }

  get n(): number {
    return this.#sums.n;
  }

  /**
   * One difference more, b minus a turned so that positive is worse; answers the interval of the mean. Beyond `most` nothing is
   * added: what was not promised is not looked at.
   */
  add(difference: number): Interval | TooFew {
    if (this.#most === null || this.n < this.#most) {
      this.#sums = mergeMoments(this.#sums, { n: 1, mean: difference, squares: 0 });
      const count = (this.#counts.get(difference) ?? 0) + 1;
      this.#counts.set(difference, count);
      this.#frequent = Math.max(this.#frequent, count);
    }
    return this.interval();
  }

  /** None before enough differences are unlike the others. */
  interval(): Interval | TooFew {
    const { n, mean } = this.#sums;
    const moving = n - this.#frequent;
    if (moving < this.#moving) return tooAlike(n, moving, this.#moving);
    const half = this.#width() * Math.sqrt(varianceOf(this.#sums) / n);
    return {
      estimate: mean,
      low: mean - half,
      high: mean + half,
      level: this.#level,
      method: this.#most === null ? "paired t confidence sequence" : `paired t at any of ${this.#most} looks`,
      warnings: [],
    };
  }

  /** What the run may say now, against a margin > 0 on the scale of the differences. */
  verdict(margin: number): Verdict {
    const interval = this.interval();
    return isTooFew(interval) ? "undecided" : verdictOf(interval, margin);
  }

  #width(): number {
    const alpha = 1 - this.#level;
    return this.#most === null
      ? mixtureWidth(this.n, bestRho2(USUAL, alpha), alpha)
      : horizonWidth(this.n, this.#most, alpha);
  }
}

function tooAlike(n: number, moving: number, needed: number): TooFew {
  const reason = `${moving} of ${n} differences are unlike the rest: a spread takes ${needed}`;
  return { n: moving, needed, reason };
}
