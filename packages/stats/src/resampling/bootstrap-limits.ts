import { criticalZ } from "../critical.ts";
import { normalCdf, normalQuantile } from "../distributions/normal.ts";
import { quantileOf } from "../quantile.ts";

/** The two ends of an interval and the levels of the replicates they are taken at. */
export interface Limits {
  readonly low: number;
  readonly high: number;
  readonly levels: readonly [low: number, high: number];
}

/** The middle `level` of the replicates (type-7 quantiles). `sorted` ascending. */
export function percentileLimits(sorted: Float64Array, level: number): Limits {
  const tail = (1 - level) / 2;
  return limitsAt(sorted, [tail, 1 - tail]);
}

/** Percentile limits turned over around the estimate: 2 estimate - quantile. */
export function basicLimits(sorted: Float64Array, estimate: number, level: number): Limits {
  const { low, high, levels } = percentileLimits(sorted, level);
  return { low: 2 * estimate - high, high: 2 * estimate - low, levels };
}

/**
 * Bias-corrected and accelerated (Efron 1987): the levels move by z0, how far the replicates lie beside the estimate, and
 * by the acceleration, how their spread changes with the value.
 */
export function bcaLimits(
  sorted: Float64Array,
  estimate: number,
  acceleration: number,
  level: number,
): Limits {
  const z0 = bias(sorted, estimate);
  const z = criticalZ(level);
  const moved = (end: number): number => normalCdf(z0 + (z0 + end) / (1 - acceleration * (z0 + end)));
  const levels = [moved(-z), moved(z)] as const;
  // Where all replicates lie on one side of the estimate, as of a maximum, there is no bias to correct by.
  return levels.every(Number.isFinite) ? limitsAt(sorted, levels) : percentileLimits(sorted, level);
}

/** z0: the normal quantile of the share of replicates below the estimate, equal ones counted half. */
function bias(sorted: Float64Array, estimate: number): number {
  const below = sorted.filter((value) => value < estimate).length;
  const upTo = sorted.filter((value) => value <= estimate).length;
  return normalQuantile((below + upTo) / 2 / sorted.length);
}

function limitsAt(sorted: Float64Array, levels: readonly [number, number]): Limits {
  return { low: quantileOf(sorted, levels[0]), high: quantileOf(sorted, levels[1]), levels };
}
