import { criticalZ, percent } from "../critical.ts";
import type { Interval } from "../interval.ts";
import { sorted as inOrder } from "../quantile.ts";
import type { TooFew } from "../too-few.ts";

/**
 * Hodges-Lehmann pseudo-median of paired differences: the median of all means of two, (d_i + d_j) / 2 with i <= j, and
 * its interval from their order [W_(k), W_(M+1-k)], k = M/2 - z sqrt(n (n+1) (2n+1) / 24), M = n (n+1) / 2. Up to 29 % of
 * wild values do not carry it away. Finds the k-th without listing M values. 6 differences at least for 0.95.
 */
export function pseudoMedian(differences: readonly number[], level: number = 0.95): Interval | TooFew {
  const n = differences.length;
  const rank = lowerRank(n, level);
  if (rank < 1) return tooFew(n, level);
  const values = inOrder(differences);
  const all = (n * (n + 1)) / 2;
  const middle = Math.ceil(all / 2);
  return {
    estimate: (smallestMean(values, middle) + smallestMean(values, all + 1 - middle)) / 2,
    low: smallestMean(values, rank),
    high: smallestMean(values, all + 1 - rank),
    level,
    method: "Hodges-Lehmann pseudo-median",
    warnings: [],
  };
}

function lowerRank(n: number, level: number): number {
  const spread = Math.sqrt((n * (n + 1) * (2 * n + 1)) / 24);
  return Math.floor((n * (n + 1)) / 4 - criticalZ(level) * spread);
}

function tooFew(n: number, level: number): TooFew {
  let needed = n + 1;
  while (lowerRank(needed, level) < 1) needed += 1;
  const reason = `${n} differences: a ${percent(level)} interval of their pseudo-median takes ${needed}`;
  return { n, needed, reason };
}

/** The k-th smallest mean of two: bisection, counting in O(n) each time, then the first mean above what is too low. */
function smallestMean(sorted: Float64Array, k: number): number {
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
function meansUpTo(sorted: Float64Array, limit: number): { count: number; next: number } {
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
