import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatCount, formatExact } from "./count.ts";

describe("formatCount", () => {
  test.each([
    [0, "0"],
    [1, "1"],
    [9_999, "9,999"],
    [10_000, "10.0k"],
    [12_345, "12.3k"],
    [123_456, "123k"],
    [999_499, "999k"],
    [999_500, "1.00M"],
    [4_560_000, "4.56M"],
    [9_996_000, "10.0M"],
    [1_200_000_000, "1.20B"],
    [7.5e15, "7500T"],
  ])("%d is %s", (count, text) => expect(formatCount(count)).toBe(text));

  test("no data is a dash, a zero is a zero", () => {
    expect(formatCount(null)).toBe("—");
    expect(formatCount(0)).toBe("0");
  });

  test("from 10,000 on there are three digits, within half of the last one", () => {
    fc.assert(
      fc.property(fc.integer({ min: 10_000, max: 900_000_000_000 }), (count) => {
        const text = formatCount(count);
        expect(text.replace(/\D/g, "")).toHaveLength(3);
        const unit = { k: 1e3, M: 1e6, B: 1e9 }[text.at(-1) ?? ""] ?? NaN;
        expect(Math.abs(parseFloat(text) * unit - count) / count).toBeLessThanOrEqual(0.00501);
      }),
    );
  });
});

test("the exact form keeps every digit and a real minus", () => {
  expect(formatExact(9_007_199_254_740_991)).toBe("9,007,199,254,740,991");
  expect(formatExact(-1200)).toBe("−1,200");
});
