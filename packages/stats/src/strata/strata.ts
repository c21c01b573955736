import type { Moments } from "../moments.ts";
import { mergeMoments, NO_MOMENTS } from "../moments.ts";
import type { Count } from "../proportions/count.ts";

/** The same part of the traffic on both sides: a model, an hour of the day, a length of input. */
export interface Stratum<Side> {
  readonly a: Side;
  readonly b: Side;
}

/** All strata as one, which is what a comparison without strata sees. */
export function pooledCounts(strata: readonly Stratum<Count>[]): Stratum<Count> {
  return pooled(strata, { events: 0, n: 0 }, addCounts);
}

function addCounts(x: Count, y: Count): Count {
  return { events: x.events + y.events, n: x.n + y.n };
}

/** The same of moments. */
export function pooledMoments(strata: readonly Stratum<Moments>[]): Stratum<Moments> {
  return pooled(strata, NO_MOMENTS, mergeMoments);
}

function pooled<Side>(
  strata: readonly Stratum<Side>[],
  none: Side,
  add: (x: Side, y: Side) => Side,
): Stratum<Side> {
  return {
    a: strata.reduce((sum, { a }) => add(sum, a), none),
    b: strata.reduce((sum, { b }) => add(sum, b), none),
  };
}
