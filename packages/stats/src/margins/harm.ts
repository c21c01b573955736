import type { Comparison } from "../comparison.ts";
import type { Interval } from "../interval.ts";

/**
 * A change as a harm: + = worse, and of a ratio the logarithm, on which 10 % more and 10 % less are equally far from
 * none. A change of -1 and below (nothing is left) is -Infinity there.
 */
export function harmOf(change: Interval, worse: Comparison["worse"], scale: Comparison["scale"]): Interval {
  const onScale = scale === "ratio" ? inLogs(change) : change;
  return worse === "up" ? onScale : { ...onScale, ...turned(onScale) };
}

/** A margin on the scale of `harmOf`: 0.1 of a ratio is ln 1.1 = 0.0953. */
export function harmMargin(margin: number, scale: Comparison["scale"]): number {
  return scale === "ratio" ? Math.log1p(margin) : margin;
}

function inLogs(change: Interval): Interval {
  const [estimate, low, high] = [ln(change.estimate), ln(change.low), ln(change.high)];
  return { ...change, estimate, low, high };
}

function ln(change: number): number {
  return Math.log1p(Math.max(-1, change));
}

function turned({ estimate, low, high }: Interval): Pick<Interval, "estimate" | "low" | "high"> {
  return { estimate: -estimate, low: -high, high: -low };
}
