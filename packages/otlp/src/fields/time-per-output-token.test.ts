import { expect, test } from "vitest";
import { timePerOutputTokenMs } from "./time-per-output-token.ts";

test("1,000 ms with the first of 46 tokens after 100 ms are 20 ms for each of the 45 others", () => {
  expect(timePerOutputTokenMs(1000, 100, 46)).toBe(20);
});

test("without a token after the first, or without one of the numbers, there is none", () => {
  expect(timePerOutputTokenMs(1000, 100, 1)).toBeNull();
  expect(timePerOutputTokenMs(1000, 100, 0)).toBeNull();
  expect(timePerOutputTokenMs(null, 100, 46)).toBeNull();
  expect(timePerOutputTokenMs(1000, null, 46)).toBeNull();
  expect(timePerOutputTokenMs(1000, 100, null)).toBeNull();
});
