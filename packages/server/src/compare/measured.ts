import { momentsFromSums, NO_MOMENTS, type Count, type Moments } from "@promptprof/stats";
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
 * The mean over the calls of all clusters as if each cluster were one observation: with deviations d = s - mean n, the error
 * of a ratio of sums (Cochran 1977, 6.3) is variance / G, variance = G^2 / (G - 1) sum d^2 / N^2, and its degrees of
 * freedom are those of G clusters. Clusters of 1 are the usual moments.
 */
export function clusterMoments({ n, sum, clusters, squares, products, sizes }: ClusterSums): Moments {
  if (n === 0) return NO_MOMENTS;
  const mean = sum / n;
  const deviations = Math.max(0, squares - 2 * mean * products + mean * mean * sizes);
  return { n: clusters, mean, squares: (deviations * clusters * clusters) / (n * n) };
}

/** Moments of the logarithm of the mean, by the delta method: differences of these are ratios of means. */
export function logOfMean({ n, mean, squares }: Moments): Moments {
  return { n, mean: Math.log(mean), squares: squares / (mean * mean) };
}

/** Moments of 0 and 1. */
export function zerosAndOnes({ events, n }: Count): Moments {
  return momentsFromSums(n, events, events);
}
