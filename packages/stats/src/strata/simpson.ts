import type { Interval } from "../interval.ts";

/**
 * none: strata and whole agree. reversed: both exclude 0, on opposite sides (Simpson 1951). shifted: they differ by
 * more than the margin, so that the mix of traffic decides what the whole shows.
 */
export type MixWarning = "none" | "shifted" | "reversed";

/** How far to trust an effect that no strata were looked at for: both on one scale, the margin too. */
export function mixWarning(crude: Interval, adjusted: Interval, margin: number): MixWarning {
  const [whole, within] = [sideOf(crude), sideOf(adjusted)];
  if (whole * within < 0) return "reversed";
  return Math.abs(crude.estimate - adjusted.estimate) > margin ? "shifted" : "none";
}

/** 1 above 0, -1 below, 0 where 0 is inside. */
function sideOf({ low, high }: Interval): number {
  if (low > 0) return 1;
  return high < 0 ? -1 : 0;
}
