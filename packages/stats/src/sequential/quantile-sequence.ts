import type { Interval } from "../interval.ts";
import { quantileName } from "../order/quantile-name.ts";
import { quantileOf } from "../quantile.ts";
import type { TooFew } from "../too-few.ts";
import { bernoulliLogE } from "./bernoulli-evidence.ts";

/** Observations that the mixture is worth beforehand: narrow near p without being deaf elsewhere. */
const WEIGHT = 20;

/** Ranks (1-based) that hold the p-quantile at every n at once: [X_(least), X_(most + 1)], X_(0) = -Infinity, X_(n+1) = Infinity. */
export interface QuantileRanks {
  readonly least: number;
  readonly most: number;
}

/**
 * Values up to the p-quantile are binomial(n, p), so the ranks that stay are the counts that do not speak against p
 * (Howard and Ramdas 2022 use the same martingale). `weight` is that of the beta mixture.
 */
export function quantileRanks(n: number, p: number, level = 0.95, weight: number = WEIGHT): QuantileRanks {
  const limit = -Math.log(1 - level);
  const stays = (count: number): boolean => bernoulliLogE(count, n, p, weight * p, weight * (1 - p)) < limit;
  const centre = Math.min(n, Math.round(n * p));
  return {
    least: lastThatStays(centre, 0, stays),
    most: lastThatStays(centre, n, stays),
  };
}

/** Value of the p-quantile with an interval that may be looked at as often as one likes. `sorted` ascending. */
export function quantileSequence(sorted: ArrayLike<number>, p: number, level = 0.95): Interval | TooFew {
  const { least, most } = quantileRanks(sorted.length, p, level);
  const low = sorted[least - 1] ?? Number.NEGATIVE_INFINITY;
  const high = sorted[most] ?? Number.POSITIVE_INFINITY;
  const from = `${quantileName(p)} from ${sorted.length} observations`;
  const open = [low, high].filter((end) => !Number.isFinite(end)).length;
  if (open === 2) return { n: sorted.length, needed: null, reason: `${from}: nothing bounds it yet` };
  return {
    estimate: quantileOf(sorted, p),
    low,
    high,
    level,
    method: "rank confidence sequence",
    warnings: open === 0 ? [] : [`${from}: nothing bounds it from ${high === Infinity ? "above" : "below"}`],
  };
}

/** From the centre, which stays, towards an end: evidence grows with the distance, so halving finds the last. */
function lastThatStays(centre: number, end: number, stays: (count: number) => boolean): number {
  if (stays(end)) return end;
  let [inside, outside] = [centre, end];
  while (Math.abs(outside - inside) > 1) {
    const middle = Math.round((inside + outside) / 2);
    if (stays(middle)) inside = middle;
    else outside = middle;
  }
  return inside;
}
