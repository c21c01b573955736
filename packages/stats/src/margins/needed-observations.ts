import { criticalZ } from "../critical.ts";
import { normalQuantile } from "../distributions/normal.ts";
import type { Interval } from "../interval.ts";

/**
 * As many times what is there: an interval 20 times as narrow. Beyond, "no number of observations will decide this
 * soon".
 */
const MOST_TIMES = 400;

/**
 * Observations more than n that would about decide an undecided harm of n, at its present estimate: widths shrink
 * with the square root, and the estimate's distance to the nearest limit is what the half-width must become (spec
 * section 13: to shrink it to the margin would do for an estimate of 0 alone). `power` 0.5 is an even chance that it
 * then is decided. Null where it would take more than 400 times n, or where an end is infinite. 0 where it is
 * decided.
 */
export function neededObservations(
  harm: Pick<Interval, "estimate" | "low" | "high" | "level">,
  n: number,
  margin: number,
  power: number = 0.5,
): number | null {
  const half = (harm.high - harm.low) / 2;
  const distance = Math.abs(Math.abs(harm.estimate) - margin);
  const times = ((promised(harm.level, power) * half) / distance) ** 2;
  if (!(times <= MOST_TIMES)) return null;
  return Math.max(0, Math.ceil(n * times) - n);
}

/** The smallest effect that such an interval shows with this power: half its width, times 1.43 for 0.95 and 80 %. */
export function detectableBy(
  interval: Pick<Interval, "low" | "high" | "level">,
  power: number = 0.8,
): number | null {
  const half = (interval.high - interval.low) / 2;
  return Number.isFinite(half) ? promised(interval.level, power) * half : null;
}

/** By how much wider than an interval's half an effect must be to be shown with a power, not by an even chance. */
function promised(level: number, power: number): number {
  return 1 + normalQuantile(power) / criticalZ(level);
}
