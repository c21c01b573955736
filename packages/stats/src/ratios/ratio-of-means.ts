import { criticalT, criticalZ } from "../critical.ts";
import type { Interval } from "../interval.ts";
import { type Moments, varianceOf } from "../moments.ts";
import type { TooFew } from "../too-few.ts";
import { satterthwaite, spreadWarnings } from "./difference-of-means.ts";

/** A mean nearer to 0 than this many standard errors has no safe logarithm. */
const FAR_FROM_ZERO = 3;

/**
 * b's mean over a's: for cost, because bills add up. On logarithms by the delta method with t, or by Fieller where a
 * mean lies within 3 standard errors of 0. 2 observations a side at least.
 */
export function ratioOfMeans(a: Moments, b: Moments, level: number = 0.95): Interval | TooFew {
  const n = Math.min(a.n, b.n);
  if (n < 2) return { n, needed: 2, reason: `${n} observations a side: a mean with an error takes 2` };
  const near = [a, b].some((side) => side.mean <= FAR_FROM_ZERO * Math.sqrt(varianceOf(side) / side.n));
  return near ? fieller(a, b, level) : logDelta(a, b, level);
}

function logDelta(a: Moments, b: Moments, level: number): Interval {
  const [va, vb] = [relativeVariance(a), relativeVariance(b)];
  const se = Math.sqrt(va + vb);
  const reach = criticalT(level, satterthwaite(va, a.n, vb, b.n)) * se;
  const estimate = b.mean / a.mean;
  return {
    estimate,
    low: estimate * Math.exp(-reach),
    high: estimate * Math.exp(reach),
    level,
    method: "ratio of means, t on logarithms",
    warnings: spreadWarnings(se),
  };
}

function relativeVariance(side: Moments): number {
  return varianceOf(side) / side.n / side.mean ** 2;
}

/**
 * All ratios r for which b's mean - r times a's could be 0 (Fieller 1954). From -Infinity to Infinity where a's mean
 * itself could be 0.
 */
export function fieller(a: Moments, b: Moments, level: number = 0.95): Interval {
  const z = criticalZ(level);
  const [ea, eb] = [(z * z * varianceOf(a)) / a.n, (z * z * varianceOf(b)) / b.n];
  // r^2 A - 2 r B + C <= 0.
  const [A, B, C] = [a.mean ** 2 - ea, a.mean * b.mean, b.mean ** 2 - eb];
  const [estimate, method] = [b.mean / a.mean, "Fieller"];
  if (!(A > 0)) {
    const warnings = ["the baseline's mean could be 0: no ratio can be bounded"];
    return { estimate, low: -Infinity, high: Infinity, level, method, warnings };
  }
  const reach = Math.sqrt(B * B - A * C);
  return { estimate, low: (B - reach) / A, high: (B + reach) / A, level, method, warnings: [] };
}
