import { criticalZ } from "../critical.ts";
import type { Interval } from "../interval.ts";
import { quantileOf, sorted } from "../quantile.ts";
import type { TooFew } from "../too-few.ts";

/**
 * The median of the slopes of all pairs of points (Theil 1950, Sen 1968): milliseconds a token, unmoved by stalls.
 * Its interval is of Kendall's tau. All pairs are formed: give it at most some 2,000 points.
 */
export function theilSenSlope(
  x: readonly number[],
  y: readonly number[],
  level: number = 0.95,
): Interval | TooFew {
  const slopes = sorted(pairSlopes(x, y));
  const n = x.length;
  // Var(tau's numerator) = n (n - 1) (2 n + 5) / 18.
  const reach = criticalZ(level) * Math.sqrt((n * (n - 1) * (2 * n + 5)) / 18);
  const lower = Math.round((slopes.length - reach) / 2);
  if (lower < 1) return tooFew(n);
  return {
    estimate: quantileOf(slopes, 0.5),
    low: slopes[lower - 1] ?? NaN,
    high: slopes[slopes.length - lower] ?? NaN,
    level,
    method: "Theil-Sen",
    warnings: [],
  };
}

/** The median of what the slope leaves of y. */
export function theilSenIntercept(x: readonly number[], y: readonly number[], slope: number): number {
  return quantileOf(sorted(y.map((value, i) => value - slope * (x[i] ?? NaN))), 0.5);
}

function pairSlopes(x: readonly number[], y: readonly number[]): number[] {
  return x.flatMap((xi, i) =>
    x.slice(i + 1).flatMap((xj, offset) => {
      const rise = (y[i + 1 + offset] ?? NaN) - (y[i] ?? NaN);
      return xj === xi ? [] : [rise / (xj - xi)];
    }),
  );
}

function tooFew(n: number): TooFew {
  return { n, needed: 6, reason: `${n} points: a slope with an interval takes 6 that differ` };
}
