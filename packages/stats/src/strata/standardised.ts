import { criticalZ } from "../critical.ts";
import type { Interval } from "../interval.ts";
import type { TooFew } from "../too-few.ts";
import type { Effect } from "./effect.ts";

/**
 * The effect if b's traffic had the mix of the baseline: every stratum weighs as many observations as a has of it
 * (direct standardisation). Answers "what if all traffic moves"; the common effect is Mantel & Haenszel's.
 */
export function standardised(
  effects: readonly Effect[],
  /** Observations of a, stratum by stratum. */
  weights: readonly number[],
  level: number = 0.95,
): Interval | TooFew {
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  if (all === 0) return { n: 0, needed: 1, reason: "no stratum has observations of the baseline" };
  let [estimate, variance] = [0, 0];
  for (const [i, effect] of effects.entries()) {
    const part = (weights[i] ?? 0) / all;
    estimate += part * effect.estimate;
    variance += part * part * effect.variance;
  }
  const reach = criticalZ(level) * Math.sqrt(variance);
  const method = "standardised to the baseline's mix";
  return { estimate, low: estimate - reach, high: estimate + reach, level, method, warnings: [] };
}

/** What of a crude effect is a change of the mix, not of the strata. */
export function mixShift(crude: Interval, adjusted: Interval): number {
  return crude.estimate - adjusted.estimate;
}
