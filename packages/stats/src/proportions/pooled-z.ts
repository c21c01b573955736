import { normalCdf } from "../distributions/normal.ts";
import { type Count, rateOf } from "./count.ts";

/**
 * Two-sided p of equal proportions from the pooled z, as textbooks have it; 1 where no or every observation has it.
 */
export function pooledZTest(a: Count, b: Count): number {
  const pooled = (a.events + b.events) / (a.n + b.n);
  const se = Math.sqrt(pooled * (1 - pooled) * (1 / a.n + 1 / b.n));
  return se > 0 ? 2 * normalCdf(-Math.abs(rateOf(b) - rateOf(a)) / se) : 1;
}
