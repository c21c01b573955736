import { momentsFromSums, type Count, type Moments } from "@promptprof/stats";
import type { ClusterSums, ValueSums } from "@promptprof/store";

/** What of two sides is compared, and how: this decides which interval is right. */
export type Measured =
  | { readonly how: "geometric means"; readonly a: Moments; readonly b: Moments }
  | { readonly how: "means"; readonly a: Moments; readonly b: Moments }
  | { readonly how: "difference"; readonly a: Moments; readonly b: Moments }
  | { readonly how: "rates"; readonly a: Count; readonly b: Count };

export function logMoments({ n, logs, logSquares }: ValueSums): Moments {
  return momentsFromSums(n, logs, logSquares);
}

export function moments({ n, sum, squares }: ValueSums): Moments {
  return momentsFromSums(n, sum, squares);
}

/**
 * The mean over the calls of all clusters, and as spread the one that gives it the error of a ratio of sums (Cochran 1977,
 * 6.3): with deviations d = s - mean n, variance = G / (G - 1) sum d^2 / N^2. Clusters of 1 give the usual spread.
 */
export function clusterMoments({ n, sum, clusters, squares, products, sizes }: ClusterSums): Moments {
  if (n === 0) return { n: 0, mean: 0, squares: 0 };
  const mean = sum / n;
  const deviations = Math.max(0, squares - 2 * mean * products + mean * mean * sizes);
  const ofMean = clusters < 2 ? 0 : ((clusters / (clusters - 1)) * deviations) / (n * n);
  return { n: clusters < 2 ? Math.min(n, 1) : n, mean, squares: ofMean * n * (n - 1) };
}

/** Moments of the logarithm of the mean, by the delta method: differences of these are ratios of means. */
export function logOfMean({ n, mean, squares }: Moments): Moments {
  return { n, mean: Math.log(mean), squares: squares / (mean * mean) };
}

/** Moments of 0 and 1. */
export function zerosAndOnes({ events, n }: Count): Moments {
  return momentsFromSums(n, events, events);
}
