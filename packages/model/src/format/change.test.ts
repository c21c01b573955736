import { describe, expect, test } from "vitest";
import { formatDelta, formatPoints, relativeChange } from "./change.ts";

describe("formatDelta", () => {
  test.each([
    [0.463, "+46.3%"],
    [0.082, "+8.2%"],
    [-0.12, "−12%"],
    [0.0004, "+<0.1%"],
    [-0.0004, "−<0.1%"],
    [0, "0%"],
    [1.5, "+150%"],
    [11.3, "×12.3"],
    [-1, "−100%"],
  ])("%d is %s", (change, text) => expect(formatDelta(change)).toBe(text));

  test("the minus is a real one", () => expect(formatDelta(-0.5)).not.toContain("-"));
});

test("rates differ by percentage points", () => {
  expect(formatPoints(0.003)).toBe("+0.3 pp");
  expect(formatPoints(-0.006)).toBe("−0.6 pp");
  expect(formatPoints(0)).toBe("0 pp");
});

test("a change from nothing, or of something unknown, is no number", () => {
  expect(relativeChange(3, 2)).toBe(0.5);
  expect(relativeChange(3, 0)).toBeNull();
  expect(relativeChange(null, 2)).toBeNull();
  expect(relativeChange(3, null)).toBeNull();
});
