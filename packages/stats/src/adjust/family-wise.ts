import { inOrder, runningMax, runningMinFromEnd } from "./in-order.ts";

// Adjusted ps, in the order given: at most alpha of them below alpha is the chance of ANY false alarm in the family.

/** Every p times their number. */
export function bonferroni(ps: readonly number[]): number[] {
  return inOrder(ps, (rising) => rising.map((p) => p * ps.length));
}

/** The least p times their number, the next times one less, ... (Holm 1979): under any dependence. The gate's. */
export function holm(ps: readonly number[]): number[] {
  return inOrder(ps, (rising) => runningMax(rising.map((p, i) => (ps.length - i) * p)));
}

/** The same from the other end (Hochberg 1988): rejects more, where ps are independent or go together. */
export function hochberg(ps: readonly number[]): number[] {
  return inOrder(ps, (rising) => runningMinFromEnd(rising.map((p, i) => (ps.length - i) * p)));
}
