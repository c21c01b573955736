import { type Moments, varianceOf } from "../moments.ts";
import { type Count, rateOf } from "../proportions/count.ts";
import type { Stratum } from "./strata.ts";

/** b against a within one stratum, + = more. */
export interface Effect {
  readonly estimate: number;
  /** Of the estimate, >= 0. */
  readonly variance: number;
}

/** Differences of proportions; every stratum needs an observation a side. */
export function rateEffects(strata: readonly Stratum<Count>[]): Effect[] {
  return strata.map(({ a, b }) => ({
    estimate: rateOf(b) - rateOf(a),
    variance: rateVariance(a) + rateVariance(b),
  }));
}

/** Where no or every observation has it, half an event is lent: a variance of 0 would outweigh all other strata. */
function rateVariance(count: Count): number {
  const { events, n } = count;
  const rate = events > 0 && events < n ? rateOf(count) : (events + 0.5) / (n + 1);
  return (rate * (1 - rate)) / n;
}

/**
 * Differences of means, or of means of logarithms; every stratum needs an observation a side. Where numbers of a side
 * do not vary, or are one alone, the variance within all strata stands in: two equal numbers must not outweigh a
 * thousand.
 */
export function meanEffects(strata: readonly Stratum<Moments>[]): Effect[] {
  const within = varianceWithin(strata.flatMap(({ a, b }) => [a, b]));
  const squaredError = (side: Moments): number => (varianceOf(side) || within) / side.n;
  return strata.map(({ a, b }) => ({
    estimate: b.mean - a.mean,
    variance: squaredError(a) + squaredError(b),
  }));
}

function varianceWithin(sides: readonly Moments[]): number {
  const squares = sides.reduce((sum, side) => sum + side.squares, 0);
  const df = sides.reduce((sum, { n }) => sum + Math.max(0, n - 1), 0);
  return df > 0 ? squares / df : Infinity;
}
