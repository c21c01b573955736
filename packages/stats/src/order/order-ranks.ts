import { binomialCdf, binomialQuantile } from "../distributions/binomial.ts";

/** Two of n ordered observations, counted from 1, that a quantile lies between. */
export interface OrderRanks {
  /** 0: no observation bounds it from below. */
  readonly lower: number;
  /** n + 1: no observation bounds it from above. */
  readonly upper: number;
  /** How surely it lies between them, whatever the distribution; at least the level asked for. */
  readonly coverage: number;
}

/** The ranks whose observations bound quantile p of what n were drawn from (spec section 2.3). */
export function orderRanks(n: number, p: number, level: number): OrderRanks {
  const lower = binomialQuantile((1 - level) / 2, n, p);
  const upper = binomialQuantile((1 + level) / 2, n, p) + 1;
  return { lower, upper, coverage: coverageOf(n, p, lower, upper) };
}

/** The same, with the ends of the sample standing in where no observation is far enough out. */
export function clampedOrderRanks(n: number, p: number, level: number): OrderRanks {
  const ranks = orderRanks(n, p, level);
  const lower = Math.max(1, ranks.lower);
  const upper = Math.min(n, ranks.upper);
  return { lower, upper, coverage: coverageOf(n, p, lower, upper) };
}

function coverageOf(n: number, p: number, lower: number, upper: number): number {
  return binomialCdf(upper - 1, n, p) - binomialCdf(lower - 1, n, p);
}

/**
 * The least n with which observations bound quantile p from both sides: 6 for p50, 72 for p95, 368 for p99 at 0.95.
 */
export function leastForQuantile(p: number, level: number): number {
  return Math.ceil(Math.log((1 - level) / 2) / Math.log(Math.max(p, 1 - p)));
}
