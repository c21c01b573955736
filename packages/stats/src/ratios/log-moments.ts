import { type Moments, momentsOf } from "../moments.ts";

/** Moments of ln x; null where a number is 0 or below, and so has none. */
export function logMomentsOf(sample: ArrayLike<number>): Moments | null {
  const numbers = Array.from(sample);
  return numbers.every((x) => x > 0) ? momentsOf(numbers.map(Math.log)) : null;
}
