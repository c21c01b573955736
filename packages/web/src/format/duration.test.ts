import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatDuration } from "./duration.ts";

describe("formatDuration", () => {
  test.each([
    [0, "0 ms"],
    [0.4236, "0.424 ms"],
    [4.236, "4.24 ms"],
    [9.999, "10.0 ms"],
    [42.36, "42.4 ms"],
    [842, "842 ms"],
    [999.4, "999 ms"],
    [999.6, "1.00 s"],
    [1_240, "1.24 s"],
    [12_340, "12.3 s"],
    [59_940, "59.9 s"],
    [59_960, "1 m 00 s"],
    [63_000, "1 m 03 s"],
    [3_599_600, "1 h 00 m"],
    [7_500_000, "2 h 05 m"],
  ])("%d ms is %s", (ms, text) => expect(formatDuration(ms)).toBe(text));

  test("no data is a dash", () => expect(formatDuration(null)).toBe("—"));

  test("never more than three digits below a minute", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 59_949, noNaN: true }), (ms) => {
        expect(formatDuration(ms).replace(/[^\d]/g, "").replace(/^0+/, "").length).toBeLessThanOrEqual(3);
      }),
    );
  });
});
