import { meanOf } from "../mean.ts";

/** Pearson's correlation of two equally long lists; null where either does not vary or there are fewer than two. */
export function correlation(a: readonly number[], b: readonly number[]): number | null {
  const n = a.length;
  if (n < 2) return null;
  const [meanA, meanB] = [meanOf(a), meanOf(b)];
  let [aa, bb, ab] = [0, 0, 0];
  for (let i = 0; i < n; i += 1) {
    const da = (a[i] ?? Number.NaN) - meanA;
    const db = (b[i] ?? Number.NaN) - meanB;
    aa += da * da;
    bb += db * db;
    ab += da * db;
  }
  return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : null;
}
