import fc from "fast-check";
import { expect, test } from "vitest";
import { theInterval } from "../interval.case.ts";
import { corpusBootstrap } from "./corpus-bootstrap.ts";

const counts = fc.array(fc.tuple(fc.nat(20), fc.nat(20)), { minLength: 2, maxLength: 30 });
const share = (sums: Float64Array): number => (sums[0] ?? 0) / Math.max(1, sums[1] ?? 0);

test("a system against itself differs by 0, at p 1", () => {
  fc.assert(
    fc.property(counts, (rows) => {
      const result = theInterval(corpusBootstrap({ a: rows, b: rows, score: share }, { resamples: 20 }));
      expect([result.low, result.estimate, result.high]).toEqual([0, 0, 0]);
      expect(result.p).toBe(1);
    }),
  );
});

test("swapping the systems turns the difference over and leaves p", () => {
  fc.assert(
    fc.property(counts, (rows) => {
      const other = rows.map(([x, y]) => [y, x] as const);
      const there = theInterval(corpusBootstrap({ a: rows, b: other, score: share }, { resamples: 50 }));
      const back = theInterval(corpusBootstrap({ a: other, b: rows, score: share }, { resamples: 50 }));
      expect(back.p).toBe(there.p);
      expect(back.estimate).toBeCloseTo(-there.estimate, 12);
      expect(back.low).toBeCloseTo(-there.high, 12);
    }),
  );
});
