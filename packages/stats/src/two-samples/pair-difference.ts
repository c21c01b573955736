import { seededRandom } from "../random.ts";

/**
 * The kth least (from 1) of all differences b_j - a_i of two sorted samples, without forming them: quickselect over
 * the rows of the sorted matrix that they are. About log(na nb) rounds of na + nb steps, so 100,000 a side take a
 * second where all differences would be 10 billion.
 */
export function pairDifference(a: Float64Array, b: Float64Array, k: number): number {
  const random = seededRandom(1);
  // Of row i, the differences [from_i, to_i) may still be the one.
  const from = new Float64Array(a.length);
  const to = new Float64Array(a.length).fill(b.length);
  for (;;) {
    const pivot = randomDifference(a, b, from, to, random());
    const below = countBelow(a, b, (difference) => difference < pivot);
    const upTo = countBelow(a, b, (difference) => difference <= pivot);
    if (below.total < k && k <= upTo.total) return pivot;
    if (k <= below.total) keep(to, below.rows, Math.min);
    else keep(from, upTo.rows, Math.max);
  }
}

function keep(ends: Float64Array, rows: Float64Array, choose: (x: number, y: number) => number): void {
  for (const [i, end] of rows.entries()) ends[i] = choose(ends[i] ?? 0, end);
}

/** Any of those left, each as probable as any other. */
function randomDifference(
  a: Float64Array,
  b: Float64Array,
  from: Float64Array,
  to: Float64Array,
  u: number,
): number {
  let left = 0;
  for (const [i, start] of from.entries()) left += Math.max(0, (to[i] ?? 0) - start);
  let at = Math.floor(u * left);
  for (const [i, start] of from.entries()) {
    const width = Math.max(0, (to[i] ?? 0) - start);
    if (at < width) return (b[start + at] ?? NaN) - (a[i] ?? NaN);
    at -= width;
  }
  return NaN;
}

/** How many differences of every row lie below, and of all: a rises, so rows that follow reach at least as far. */
function countBelow(
  a: Float64Array,
  b: Float64Array,
  isBelow: (difference: number) => boolean,
): { readonly rows: Float64Array; readonly total: number } {
  let j = 0;
  let total = 0;
  const rows = a.map((x) => {
    while (j < b.length && isBelow((b[j] ?? NaN) - x)) j++;
    total += j;
    return j;
  });
  return { rows, total };
}
