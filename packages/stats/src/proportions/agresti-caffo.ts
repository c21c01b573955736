import { criticalZ } from "../critical.ts";
import type { Interval } from "../interval.ts";
import type { TooFew } from "../too-few.ts";
import { type Count, NOTHING_COUNTED, rateOf } from "./count.ts";

/** b's proportion minus a's: one event and one other added to each side, then as if normal (Agresti & Caffo 2000). */
export function agrestiCaffo(a: Count, b: Count, level: number = 0.95): Interval | TooFew {
  if (a.n === 0 || b.n === 0) return NOTHING_COUNTED;
  const [pa, pb] = [added(a), added(b)];
  const reach = criticalZ(level) * Math.sqrt((pa * (1 - pa)) / (a.n + 2) + (pb * (1 - pb)) / (b.n + 2));
  return {
    estimate: rateOf(b) - rateOf(a),
    low: Math.max(-1, pb - pa - reach),
    high: Math.min(1, pb - pa + reach),
    level,
    method: "Agresti-Caffo",
    warnings: [],
  };
}

function added({ events, n }: Count): number {
  return (events + 1) / (n + 2);
}
