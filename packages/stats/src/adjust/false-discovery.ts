import { inOrder, runningMinFromEnd } from "./in-order.ts";

/** Adjusted ps: of those below q, about a part q is false at most (Benjamini & Hochberg 1995). For slices. */
export function benjaminiHochberg(ps: readonly number[]): number[] {
  return inOrder(ps, (rising) => runningMinFromEnd(rising.map((p, i) => (p * ps.length) / (i + 1))));
}

/** The same under any dependence, for a factor of 1 + 1/2 + ... + 1/m (Benjamini & Yekutieli 2001). */
export function benjaminiYekutieli(ps: readonly number[]): number[] {
  const harmonic = ps.reduce((sum, _, i) => sum + 1 / (i + 1), 0);
  return inOrder(ps, (rising) =>
    runningMinFromEnd(rising.map((p, i) => (p * ps.length * harmonic) / (i + 1))),
  );
}

/**
 * Indices, rising, of the e-values that stand for discoveries at q = alpha: the k largest, k as large as the kth
 * reaches m / (alpha k) (Wang & Ramdas 2022). Under any dependence: for many slices watched while they stream.
 */
export function eBenjaminiHochberg(es: readonly number[], alpha: number): number[] {
  const falling = es.map((_, i) => i).toSorted((i, j) => (es[j] ?? NaN) - (es[i] ?? NaN));
  const last = falling.findLastIndex((i, at) => (es[i] ?? NaN) >= es.length / (alpha * (at + 1)));
  return falling.slice(0, last + 1).toSorted((i, j) => i - j);
}
