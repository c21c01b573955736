import { criticalT } from "../critical.ts";
import type { Interval } from "../interval.ts";
import { type Moments, varianceOf } from "../moments.ts";
import type { TooFew } from "../too-few.ts";

/** What is known of an estimate before a level is chosen; tests of equivalence take it too. */
export interface Estimated {
  readonly estimate: number;
  /** Standard error. */
  readonly se: number;
  /** Degrees of freedom of the standard error; Infinity where it is taken as known. */
  readonly df: number;
}

/**
 * b's mean minus a's, of independent samples whose variances may differ (Welch 1947); 2 observations a side at least.
 */
export function differenceOfMeans(a: Moments, b: Moments, level: number = 0.95): Interval | TooFew {
  const difference = welch(a, b);
  if ("reason" in difference) return difference;
  const { estimate, se, df } = difference;
  const reach = criticalT(level, df) * se;
  return {
    estimate,
    low: estimate - reach,
    high: estimate + reach,
    level,
    method: "Welch's t",
    warnings: spreadWarnings(se),
  };
}

/** The same before a level is chosen, with the degrees of freedom of Satterthwaite 1946. */
export function welch(a: Moments, b: Moments): Estimated | TooFew {
  const n = Math.min(a.n, b.n);
  if (n < 2) return { n, needed: 2, reason: `${n} observations a side: a mean with an error takes 2` };
  const [va, vb] = [varianceOf(a) / a.n, varianceOf(b) / b.n];
  return { estimate: b.mean - a.mean, se: Math.sqrt(va + vb), df: satterthwaite(va, a.n, vb, b.n) };
}

/** Degrees of freedom of a sum of two squared standard errors from na and nb observations. */
export function satterthwaite(va: number, na: number, vb: number, nb: number): number {
  const df = (va + vb) ** 2 / (va ** 2 / (na - 1) + vb ** 2 / (nb - 1));
  return Number.isNaN(df) ? na + nb - 2 : df;
}

/** Equal numbers have no spread, and what has no spread has no error: true of replayed calls, of real ones hardly. */
export function spreadWarnings(se: number): string[] {
  return se > 0 ? [] : ["no spread on either side: the interval is a point"];
}
