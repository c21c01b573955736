import { criticalZ } from "../critical.ts";
import type { Interval } from "../interval.ts";
import { quantileName } from "../order/quantile-name.ts";
import type { TooFew } from "../too-few.ts";
import { type LogQuantile, ratioFromLogs } from "./log-quantile.ts";

const SPREAD_LEVEL = 0.95;

/** What a merged sketch says about one quantile: enough for an interval, without the observations. */
export interface SketchedQuantile {
  /** Observations in it. */
  readonly n: number;
  /** Quantile p. */
  readonly value: number;
  /** Quantile p - h, h by `sketchStep`. */
  readonly below: number;
  /** Quantile p + h. */
  readonly above: number;
}

/**
 * h: how far from p to ask a sketch of n observations for its two other quantiles, 1.96 sqrt(p (1 - p) / n). Null
 * where p - h or p + h leaves [0, 1]: p95 takes 73 observations, p99 381.
 */
export function sketchStep(n: number, p: number): number | null {
  return n < leastForSketch(p) ? null : criticalZ(SPREAD_LEVEL) * Math.sqrt((p * (1 - p)) / n);
}

function leastForSketch(p: number): number {
  const near = Math.min(p, 1 - p);
  return Math.ceil((criticalZ(SPREAD_LEVEL) ** 2 * (1 - near)) / near);
}

/**
 * Quantile p of b over that of a, from two merged sketches of positive numbers (spec section 2.4). `accuracy` is the
 * sketches' relative error: 0.005 for quantilesDD(0.005). No spread below one bucket can be seen, so none is
 * believed, and what the buckets may have moved the ratio is added at both ends.
 */
export function ratioOfSketches(
  a: SketchedQuantile,
  b: SketchedQuantile,
  p: number,
  accuracy: number,
  level: number = 0.95,
): Interval | TooFew {
  const n = Math.min(a.n, b.n);
  const needed = leastForSketch(p);
  if (n < needed)
    return { n, needed, reason: `${quantileName(p)} from ${n} observations a side takes ${needed}` };
  const positive = Math.min(a.below, b.below) > 0;
  if (!positive)
    return { n, needed: null, reason: `${quantileName(p)} near 0: a ratio takes numbers above 0` };
  const bucket = Math.log((1 + accuracy) / (1 - accuracy));
  const [qa, qb] = [logQuantile(a, bucket), logQuantile(b, bucket)];
  return ratioFromLogs(qa, qb, p, level, "quantiles of merged sketches, on logarithms", bucket);
}

function logQuantile({ n, value, below, above }: SketchedQuantile, bucket: number): LogQuantile {
  const width = Math.max(bucket, Math.log(above) - Math.log(below));
  return { n, ln: Math.log(value), se: width / (2 * criticalZ(SPREAD_LEVEL)) };
}
