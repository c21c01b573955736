import { normalQuantile } from "../distributions/normal.ts";
import type { Interval } from "../interval.ts";

/**
 * Hodges-Lehmann pseudo-median of paired differences: the median of all means of two, (d_i + d_j) / 2 with i <= j, and
 * its interval from their order [W_(k), W_(M+1-k)], k = M/2 - z sqrt(n (n+1) (2n+1) / 24), M = n (n+1) / 2.
 * Robust: half of a quarter of wild values does not move it far. Finds the k-th without listing M values. null without values.
 */
export function pseudoMedian(differences: readonly number[], level = 0.95): Interval | null {
  const n = differences.length;
  if (n === 0) return null;
  const sorted = differences.toSorted((a, b) => a - b);
  const all = (n * (n + 1)) / 2;
  const spread = Math.sqrt((n * (n + 1) * (2 * n + 1)) / 24);
  const rank = Math.floor(all / 2 - normalQuantile(0.5 + level / 2) * spread);
  const bounded = rank >= 1;
  const middle = Math.ceil(all / 2);
  return {
    estimate: (smallestMean(sorted, middle) + smallestMean(sorted, all + 1 - middle)) / 2,
    low: bounded ? smallestMean(sorted, rank) : Number.NEGATIVE_INFINITY,
    high: bounded ? smallestMean(sorted, all + 1 - rank) : Number.POSITIVE_INFINITY,
    level,
    method: "Hodges-Lehmann (signed rank)",
    warnings: bounded ? [] : [`${n} differences are too few for ${100 * level} %`],
  };
}

/** The k-th smallest mean of two: bisection, counting in O(n) each time, then the first mean above what is too low. */
function smallestMean(sorted: readonly number[], k: number): number {
  const least = sorted[0] ?? 0;
  let below = least - Math.abs(least) - 1;
  let reached = sorted.at(-1) ?? 0;
  const fine = 1e-15 * (reached - least);
  while (reached - below > fine) {
    const middle = below + (reached - below) / 2;
    if (middle <= below || middle >= reached) break;
    if (meansUpTo(sorted, middle).count >= k) reached = middle;
    else below = middle;
  }
  return meansUpTo(sorted, below).next;
}

/** How many means are at most `limit`, and the smallest above it. */
function meansUpTo(sorted: readonly number[], limit: number): { count: number; next: number } {
  const mean = (i: number, j: number): number => ((sorted[i] ?? Infinity) + (sorted[j] ?? Infinity)) / 2;
  let [count, next] = [0, Infinity];
  let to = sorted.length - 1;
  for (let from = 0; from < sorted.length; from += 1) {
    while (to >= from && mean(from, to) > limit) to -= 1;
    next = Math.min(next, mean(from, Math.max(from, to + 1)));
    if (to < from) break;
    count += to - from + 1;
  }
  return { count, next };
}
