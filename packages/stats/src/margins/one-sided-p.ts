import { criticalZ } from "../critical.ts";
import { normalCdf } from "../distributions/normal.ts";
import type { Interval } from "../interval.ts";

/**
 * p of "the effect is no more than the limit", read off an interval of any method, as if its lower half were normal: below
 * (1 - level) / 2 exactly where the interval lies above the limit, so that no correction of p can contradict what is
 * printed. 1 where nothing bounds it from below.
 */
export function pAbove(interval: Interval, limit: number): number {
  return tailP(interval.estimate - limit, interval.estimate - interval.low, interval.level);
}

/** p of "the effect is no less than the limit": small where the interval lies below it. */
export function pBelow(interval: Interval, limit: number): number {
  return tailP(limit - interval.estimate, interval.high - interval.estimate, interval.level);
}

function tailP(distance: number, reach: number, level: number): number {
  if (reach === Infinity) return 1;
  if (distance === 0) return 0.5;
  return normalCdf((-distance / reach) * criticalZ(level));
}
