/**
 * Are there enough calls for a quantile to mean something? At least ten of them must lie beyond it, so that one
 * odd call does not move it: about 20 for p50, 200 for p95, 1,000 for p99. Below that it is shown grey.
 *
 * @param quantile 0 to 1
 * @param calls    values that the quantile comes from
 */
export function isEnoughFor(quantile: number, calls: number): boolean {
  return calls * (1 - quantile) >= 10 - 1e-9;
}
