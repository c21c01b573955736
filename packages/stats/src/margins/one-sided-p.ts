import { criticalT } from "../critical.ts";
import { studentTCdf } from "../distributions/student-t.ts";
import type { Interval } from "../interval.ts";

/**
 * p of "the effect is no more than the limit", read off an interval of any method: below (1 - level) / 2 exactly
 * where the interval lies above the limit, so that no p contradicts what is printed. Beyond, its lower half is taken
 * as Student's t with df degrees of freedom (Infinity: normal): with few clusters a correction of p asks for the far
 * tail, where the normal curve would promise too much. 1 where nothing bounds the effect from below.
 */
export function pAbove(interval: Interval, limit: number, df: number = Infinity): number {
  return tailP(interval.estimate - limit, interval.estimate - interval.low, interval.level, df);
}

/** p of "the effect is no less than the limit": small where the interval lies below it. */
export function pBelow(interval: Interval, limit: number, df: number = Infinity): number {
  return tailP(limit - interval.estimate, interval.high - interval.estimate, interval.level, df);
}

function tailP(distance: number, reach: number, level: number, df: number): number {
  if (reach === Infinity) return 1;
  if (distance === 0) return 0.5;
  return studentTCdf((-distance / reach) * criticalT(level, df), df);
}
