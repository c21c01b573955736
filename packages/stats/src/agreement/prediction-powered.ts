import { criticalZ } from "../critical.ts";
import type { Interval } from "../interval.ts";
import type { TooFew } from "../too-few.ts";
import { type Moments, momentsOf, varianceOf } from "../moments.ts";

/** Items that a person and the judge scored. */
export interface LabelledItem {
  readonly person: number;
  readonly judge: number;
}

/**
 * Mean score as people would give it, from many that a judge gave and a few that both gave (Angelopoulos et al. 2023): mean of the
 * judge's on the others, plus the mean of (person - judge). Unbiased however bad the judge; narrow where it is good. For b
 * against a give differences of pairs in place of scores. 2 items of either kind at least.
 */
export function predictionPowered(
  labelled: readonly LabelledItem[],
  others: Moments,
  level: number = 0.95,
): Interval | TooFew {
  const n = Math.min(labelled.length, others.n);
  if (n < 2) return { n, needed: 2, reason: `${n} items labelled, or judged alone: an error takes 2` };
  const correction = momentsOf(labelled.map(({ person, judge }) => person - judge));
  const estimate = others.mean + correction.mean;
  const error = Math.sqrt(varianceOf(others) / others.n + varianceOf(correction) / correction.n);
  const half = criticalZ(level) * error;
  const warnings = labelled.length < 30 ? [`${labelled.length} labelled items`] : [];
  const method = "prediction-powered mean";
  return { estimate, low: estimate - half, high: estimate + half, level, method, warnings };
}
