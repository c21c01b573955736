import fc from "fast-check";
import { expect, test } from "vitest";
import { coveringIntervals } from "./covering-intervals.ts";

test("one straggler of last year does not draw in the year between", () => {
  expect(coveringIntervals([5, 1000, 1002, 1001], 2)).toEqual([
    { from: 5, to: 5 },
    { from: 1000, to: 1002 },
  ]);
});

test("no moments need no interval", () => expect(coveringIntervals([])).toEqual([]));

test("every moment is covered, and the widest gaps are left out", () => {
  const moments = fc.array(fc.nat({ max: 10_000 }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(moments, fc.integer({ min: 1, max: 20 }), (values, count) => {
      const intervals = coveringIntervals(values, count);
      expect(intervals.length).toBeLessThanOrEqual(count);
      for (const value of values)
        expect(intervals.some(({ from, to }) => from <= value && value <= to)).toBe(true);
      const sorted = values.toSorted((a, b) => a - b);
      const gaps = sorted.slice(1).map((value, i) => value - (sorted[i] ?? value));
      const skipped = gaps.toSorted((a, b) => b - a).slice(0, count - 1);
      const covered = intervals.reduce((sum, { from, to }) => sum + to - from, 0);
      const whole = Math.max(...values) - Math.min(...values);
      expect(covered).toBe(whole - skipped.reduce((a, b) => a + b, 0));
    }),
  );
});
