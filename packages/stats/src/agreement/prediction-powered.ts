import { normalQuantile } from "../distributions/normal.ts";
import type { Interval } from "../interval.ts";
import { type Moments, momentsOf, varianceOf } from "../moments.ts";

/** Items that a person and the judge scored. */
export interface LabelledItem {
  readonly person: number;
  readonly judge: number;
}

/**
 * Mean score as people would give it, from many that a judge gave and a few that both gave (Angelopoulos et al. 2023): mean of the
 * judge's on the others, plus the mean of (person - judge). Unbiased however bad the judge; narrow where it is good. For b
 * against a give differences of pairs in place of scores. null with fewer than two items of either kind.
 */
export function predictionPowered(
  labelled: readonly LabelledItem[],
  others: Moments,
  level = 0.95,
): Interval | null {
  if (labelled.length < 2 || others.n < 2) return null;
  const correction = momentsOf(labelled.map(({ person, judge }) => person - judge));
  const estimate = others.mean + correction.mean;
  const error = Math.sqrt(varianceOf(others) / others.n + varianceOf(correction) / correction.n);
  const half = normalQuantile(0.5 + level / 2) * error;
  const warnings = labelled.length < 30 ? [`${labelled.length} labelled items`] : [];
  const method = "prediction-powered mean";
  return { estimate, low: estimate - half, high: estimate + half, level, method, warnings };
}
