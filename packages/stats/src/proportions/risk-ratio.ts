import { criticalZ } from "../critical.ts";
import type { Interval } from "../interval.ts";
import type { TooFew } from "../too-few.ts";
import { type Count, NOTHING_COUNTED, rateOf } from "./count.ts";

/**
 * b's proportion over a's (Katz et al. 1978, on logarithms). Where a side has no event the ratio has no interval: use
 * the difference there.
 */
export function riskRatio(a: Count, b: Count, level: number = 0.95): Interval | TooFew {
  if (a.n === 0 || b.n === 0) return NOTHING_COUNTED;
  const fewest = Math.min(a.events, b.events);
  if (fewest === 0) return { n: 0, needed: 1, reason: "0 events on a side: a ratio takes 1 on each" };
  const estimate = rateOf(b) / rateOf(a);
  const reach = criticalZ(level) * Math.sqrt(1 / a.events - 1 / a.n + 1 / b.events - 1 / b.n);
  return {
    estimate,
    low: estimate * Math.exp(-reach),
    high: estimate * Math.exp(reach),
    level,
    method: "Katz, on logarithms",
    warnings: fewest < 20 ? [`ratio of rates from ${fewest} events`] : [],
  };
}
