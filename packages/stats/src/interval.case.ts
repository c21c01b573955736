import { expect } from "vitest";
import type { Interval } from "./interval.ts";
import { isTooFew, type TooFew } from "./too-few.ts";

/** The interval that an answer must be. */
export function theInterval<T extends Interval>(answer: T | TooFew): T {
  if (isTooFew(answer)) throw new Error(`an interval was expected: ${answer.reason}`);
  return answer;
}

/** low and high, to so many digits behind the point. */
export function bounds([low, high]: readonly [number, number], digits: number): object {
  return { low: expect.closeTo(low, digits), high: expect.closeTo(high, digits) };
}
