import fc from "fast-check";
import { expect, test } from "vitest";
import { GapHistogram } from "./gap-histogram.ts";

function histogramOf(gaps: readonly number[]): GapHistogram {
  const histogram = new GapHistogram();
  for (const gap of gaps) histogram.add(gap);
  return histogram;
}

test("no gap has no summary", () => {
  expect(histogramOf([]).summary()).toBeNull();
});

test("quantiles are within 5 % of the exact nearest rank, and the largest gap is exact", () => {
  const gaps = fc.array(fc.double({ min: 0.011, max: 600_000, noNaN: true }), { minLength: 1 });
  fc.assert(
    fc.property(gaps, (values) => {
      const sorted = values.toSorted((a, b) => a - b);
      const rank = (q: number): number => sorted[Math.ceil(q * sorted.length) - 1] ?? Number.NaN;
      const summary = histogramOf(values).summary();
      expect(summary).toMatchObject({ count: values.length, maxMs: sorted.at(-1) });
      for (const [told, exact] of [
        [summary?.p50Ms, rank(0.5)],
        [summary?.p99Ms, rank(0.99)],
      ])
        expect(Math.abs((told ?? Number.NaN) / (exact ?? Number.NaN) - 1)).toBeLessThanOrEqual(0.05);
    }),
  );
});

test("what is out of range is counted at its end", () => {
  expect(histogramOf([0, 0]).summary()).toEqual({ count: 2, p50Ms: 0, p99Ms: 0, maxMs: 0 });
  expect(histogramOf([1e9]).summary()?.maxMs).toBe(1e9);
});
