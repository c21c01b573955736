import { normalDensity, normalQuantile } from "../distributions/normal.ts";

/** Of one observation a side, for `observationsFor`: independent sides. */
export function unpairedVariance(sdA: number, sdB: number): number {
  return sdA ** 2 + sdB ** 2;
}

/** Of one pair whose sides have one standard deviation and correlate. */
export function pairedVariance(sd: number, correlation: number): number {
  return 2 * sd ** 2 * (1 - correlation);
}

/** Where the difference of a pair comes from. */
export interface PartsOfVariance {
  /** Between items: what no repeat removes. */
  readonly items: number;
  /** Within an item of a, and its repeats. */
  readonly withinA: number;
  readonly repeatsA: number;
  readonly withinB: number;
  readonly repeatsB: number;
  /** Design effect of clusters, 1 + (items a cluster - 1) x correlation within; 1 unless given. */
  readonly designEffect?: number;
}

/** Of one pair of means over repeats. */
export function repeatedVariance(parts: PartsOfVariance): number {
  const { items, withinA, repeatsA, withinB, repeatsB, designEffect = 1 } = parts;
  return (items + withinA / repeatsA + withinB / repeatsB) * designEffect;
}

/**
 * How many times more observations a quantile takes than the mean, of numbers (or logarithms) that are normal: p (1 -
 * p) / density^2. 1.57 for p50, 4.47 for p95, 13.9 for p99.
 */
export function quantileFactor(p: number): number {
  return (p * (1 - p)) / normalDensity(normalQuantile(p)) ** 2;
}
