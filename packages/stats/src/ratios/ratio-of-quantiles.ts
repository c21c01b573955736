import { criticalZ } from "../critical.ts";
import type { Interval } from "../interval.ts";
import { clampedOrderRanks, leastForQuantile } from "../order/order-ranks.ts";
import { quantileName } from "../order/quantile-name.ts";
import { quantileOf, sorted } from "../quantile.ts";
import type { TooFew } from "../too-few.ts";
import { type LogQuantile, ratioFromLogs } from "./log-quantile.ts";

/** The interval whose width tells the standard error; of its own, whatever level the ratio is asked at. */
const SPREAD_LEVEL = 0.95;

/**
 * Quantile p of b over that of a, of positive numbers: standard errors of the logarithms from order statistics (Price
 * & Bonett 2002). From fewer observations than bound a quantile (72 for p95) it answers none. Where the raw numbers
 * are at hand, a percentile bootstrap covers better.
 */
export function ratioOfQuantiles(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  p: number,
  level: number = 0.95,
): Interval | TooFew {
  const n = Math.min(a.length, b.length);
  const needed = leastForQuantile(p, SPREAD_LEVEL);
  if (n < needed)
    return { n, needed, reason: `${quantileName(p)} from ${n} observations a side takes ${needed}` };
  const [qa, qb] = [logQuantile(a, p), logQuantile(b, p)];
  if (qa === null || qb === null) return notPositive(n, p);
  return ratioFromLogs(qa, qb, p, level, "order statistics on logarithms");
}

function logQuantile(sample: ArrayLike<number>, p: number): LogQuantile | null {
  const inOrder = sorted(sample);
  const ranks = clampedOrderRanks(inOrder.length, p, SPREAD_LEVEL);
  const [low, high] = [inOrder[ranks.lower - 1] ?? NaN, inOrder[ranks.upper - 1] ?? NaN];
  if (!(low > 0)) return null;
  const se = (Math.log(high) - Math.log(low)) / (2 * criticalZ(ranks.coverage));
  return { n: inOrder.length, ln: Math.log(quantileOf(inOrder, p)), se };
}

function notPositive(n: number, p: number): TooFew {
  return { n, needed: null, reason: `${quantileName(p)} near 0: a ratio takes numbers above 0` };
}
