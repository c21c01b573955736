import { meanOf } from "../mean.ts";
import { clusterTotals } from "./cluster-totals.ts";

/** Standard errors of one mean, by what they take to be independent. */
export interface StandardErrors {
  readonly mean: number;
  readonly n: number;
  readonly clusters: number;
  /** Every value on its own: sqrt(sum (x - mean)^2 / (n (n - 1))). */
  readonly clt: number;
  /** The same plus the products within clusters (Miller 2024, arXiv:2411.00640). */
  readonly miller: number;
  /** Clusters alone: sqrt(sum over clusters of (sum of residuals)^2) / n. */
  readonly cr0: number;
  /** cr0 * sqrt(G / (G - 1)), as R's sandwich::vcovCL has it; goes with t of G - 1 degrees of freedom. */
  readonly cr1: number;
  /** The larger of clt and cr1, for gates: clusters that cancel out by luck (a negative correlation) must not make a result surer. */
  readonly careful: number;
}

/** `clusters[i]` is the cluster of `values[i]`, null for one of its own. Errors are NaN below two values or two clusters. */
export function standardErrors(
  values: readonly number[],
  clusters: readonly (string | null)[] = [],
): StandardErrors {
  const n = values.length;
  const mean = meanOf(values);
  const residuals = values.map((value) => value - mean);
  const squares = sumOfSquares(residuals);
  const totals = clusterTotals(residuals, clusters);
  const between = sumOfSquares(totals);
  const clt = Math.sqrt(squares / (n * (n - 1)));
  const cr0 = Math.sqrt(between) / n;
  const cr1 = cr0 * Math.sqrt(totals.length / (totals.length - 1));
  // sum over i != j of one cluster = (its sum)^2 - its sum of squares; rounding may leave it a hair below 0 in all.
  const miller = Math.sqrt(Math.max(0, clt ** 2 + (between - squares) / n ** 2));
  return { mean, n, clusters: totals.length, clt, miller, cr0, cr1, careful: Math.max(clt, cr1) };
}

function sumOfSquares(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value * value, 0);
}
