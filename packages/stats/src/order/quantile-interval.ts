import { percent } from "../critical.ts";
import type { Interval } from "../interval.ts";
import { quantileOf, sorted } from "../quantile.ts";
import type { TooFew } from "../too-few.ts";
import { leastForQuantile, type OrderRanks, orderRanks } from "./order-ranks.ts";
import { quantileName } from "./quantile-name.ts";

/**
 * Quantile p (0 < p < 1) of what the sample was drawn from, between two of its observations: no assumption but
 * independence, and a coverage of at least `level`. With fewer than 72 for p95, or 368 for p99, one end is infinite
 * and a warning says so; where both are, there is no number.
 */
export function quantileInterval(
  sample: ArrayLike<number>,
  p: number,
  level: number = 0.95,
): Interval | TooFew {
  const n = sample.length;
  const ranks = orderRanks(n, p, level);
  const open = { below: ranks.lower < 1, above: ranks.upper > n };
  if (open.below && open.above) return unbounded(n, p, level);
  const inOrder = sorted(sample);
  return {
    estimate: quantileOf(inOrder, p),
    low: inOrder[ranks.lower - 1] ?? -Infinity,
    high: inOrder[ranks.upper - 1] ?? Infinity,
    level,
    method: "order statistics",
    warnings: openEnds(ranks, n, p, level),
  };
}

function openEnds(ranks: OrderRanks, n: number, p: number, level: number): string[] {
  if (ranks.lower >= 1 && ranks.upper <= n) return [];
  const side = ranks.upper > n ? "above" : "below";
  const least = leastForQuantile(p, level);
  return [`${quantileName(p)} from ${n} observations: nothing bounds it from ${side} below ${least}`];
}

function unbounded(n: number, p: number, level: number): TooFew {
  const needed = leastForQuantile(p, level);
  const name = quantileName(p);
  return {
    n,
    needed,
    reason: `${name} from ${n} observations: a ${percent(level)} interval takes ${needed}`,
  };
}
