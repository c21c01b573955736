import type { Interval } from "../interval.ts";

/** An interval of a difference of logarithms as one of a ratio. */
export function expOf(interval: Interval): Interval {
  return {
    ...interval,
    estimate: Math.exp(interval.estimate),
    low: Math.exp(interval.low),
    high: Math.exp(interval.high),
  };
}

/** An interval of a ratio b / a as one of the change b / a - 1: 1.12 becomes 0.12. */
export function changeOf(ratio: Interval): Interval {
  return { ...ratio, estimate: ratio.estimate - 1, low: ratio.low - 1, high: ratio.high - 1 };
}
