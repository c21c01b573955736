import type { Interval } from "../interval.ts";

type Bounds = Pick<Interval, "low" | "high">;

/** For gates: proven that a harm (positive = worse) is no more than the margin. No verdict of its own. */
export function isNotWorse({ high }: Bounds, margin: number): boolean {
  return high <= margin;
}

/** For gates: proven that a gain is no more than the margin. */
export function isNotBetter({ low }: Bounds, margin: number): boolean {
  return low >= -margin;
}
