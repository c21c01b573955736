import { criticalZ } from "../critical.ts";
import type { Interval } from "../interval.ts";
import { momentsOf, varianceOf } from "../moments.ts";
import { sorted } from "../quantile.ts";
import type { TooFew } from "../too-few.ts";

/**
 * P(b > a) - P(b < a), from -1 to 1; 0.147, 0.33 and 0.474 are called small, medium and large. The probability that a
 * b beats an a, ties half, is (1 + delta) / 2. Interval after Cliff 1996: skewed where it must be, within [-1, 1].
 */
export function cliffsDelta(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  level: number = 0.95,
): Interval | TooFew {
  const n = Math.min(a.length, b.length);
  if (n < 2) return { n, needed: 2, reason: `${n} observations a side: Cliff's delta takes 2` };
  const [x, y] = [sorted(a), sorted(b)];
  const [above, below] = [momentsOf(dominance(y, x)), momentsOf(dominance(x, y))];
  const estimate = above.mean;
  const variance = varianceOf(above) / b.length + varianceOf(below) / a.length;
  const z = criticalZ(level);
  const bounds = variance > 0 ? skewed(estimate, variance, z) : degenerate(estimate, n, z);
  return { estimate, ...bounds, level, method: "Cliff's delta", warnings: [] };
}

/** Of every x, the part of others that it is above less the part that it is below. */
function dominance(x: Float64Array, others: Float64Array): number[] {
  let [below, upTo] = [0, 0];
  return Array.from(x, (value) => {
    while (below < others.length && (others[below] ?? NaN) < value) below++;
    while (upTo < others.length && (others[upTo] ?? NaN) <= value) upTo++;
    return (below - (others.length - upTo)) / others.length;
  });
}

function skewed(d: number, variance: number, z: number): Pick<Interval, "low" | "high"> {
  const rest = 1 - d * d;
  const zz = z * z * variance;
  const reach = z * Math.sqrt(variance) * Math.sqrt(rest * rest + zz);
  return {
    low: Math.max(-1, (d * rest - reach) / (rest + zz)),
    high: Math.min(1, (d * rest + reach) / (rest + zz)),
  };
}

/** Every b on one side of every a: the other bound as Wilson's of n events of n, 2 n / (n + z^2) - 1. */
function degenerate(d: number, n: number, z: number): Pick<Interval, "low" | "high"> {
  const bound = (n - z * z) / (n + z * z);
  if (d === 0) return { low: 0, high: 0 };
  return d > 0 ? { low: bound, high: 1 } : { low: -1, high: -bound };
}
