import { criticalZ } from "../critical.ts";
import type { Interval } from "../interval.ts";
import type { TooFew } from "../too-few.ts";
import { type Count, NOTHING_COUNTED, rateOf } from "./count.ts";
import { wilsonBounds } from "./wilson.ts";

/**
 * b's proportion minus a's, -1 to 1, of independent samples: the two Wilson intervals squared and added (Newcombe
 * 1998, method 10). The default for error rates.
 */
export function newcombe(a: Count, b: Count, level: number = 0.95): Interval | TooFew {
  if (a.n === 0 || b.n === 0) return NOTHING_COUNTED;
  const z = criticalZ(level);
  const [pa, pb] = [rateOf(a), rateOf(b)];
  const [wa, wb] = [wilsonBounds(a, z), wilsonBounds(b, z)];
  const estimate = pb - pa;
  return {
    estimate,
    low: estimate - Math.hypot(pb - wb.low, wa.high - pa),
    high: estimate + Math.hypot(wb.high - pb, pa - wa.low),
    level,
    method: "Newcombe",
    warnings: [],
  };
}
