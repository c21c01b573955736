import { criticalZ } from "../critical.ts";
import type { Interval } from "../interval.ts";
import type { TooFew } from "../too-few.ts";
import { type Count, NOTHING_COUNTED, rateOf } from "./count.ts";

/** One proportion (Wilson 1927): within [0, 1], and of a width above 0 where no or every observation has it. */
export function wilson(count: Count, level: number = 0.95): Interval | TooFew {
  if (count.n === 0) return NOTHING_COUNTED;
  const { low, high } = wilsonBounds(count, criticalZ(level));
  return { estimate: rateOf(count), low, high, level, method: "Wilson", warnings: [] };
}

export function wilsonBounds({ events, n }: Count, z: number): Pick<Interval, "low" | "high"> {
  const zz = z * z;
  const middle = (events + zz / 2) / (n + zz);
  const reach = (z * Math.sqrt((events * (n - events)) / n + zz / 4)) / (n + zz);
  return {
    low: events === 0 ? 0 : Math.max(0, middle - reach),
    high: events === n ? 1 : Math.min(1, middle + reach),
  };
}
