import { momentsOf, varianceOf } from "@promptprof/stats";
import fc from "fast-check";
import { expect, test } from "vitest";
import { clusterMoments } from "./measured.ts";

const numbers = fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 2, maxLength: 60 });

function sumsOf(clusters: readonly (readonly number[])[]) {
  const sizes = clusters.map(({ length }) => length);
  const sums = clusters.map((cluster) => cluster.reduce((a, b) => a + b, 0));
  const total = (of: (i: number) => number): number => clusters.reduce((sum, _, i) => sum + of(i), 0);
  const [s, n] = [(i: number) => sums[i] ?? NaN, (i: number) => sizes[i] ?? NaN];
  return {
    n: total(n),
    sum: total(s),
    clusters: clusters.length,
    squares: total((i) => s(i) ** 2),
    products: total((i) => s(i) * n(i)),
    sizes: total((i) => n(i) ** 2),
  };
}

test("clusters of one call are the moments of the calls", () => {
  fc.assert(
    fc.property(numbers, (sample) => {
      const found = clusterMoments(sumsOf(sample.map((x) => [x])));
      const expected = momentsOf(sample);
      expect(found.mean).toBeCloseTo(expected.mean, 9);
      expect(found.squares / (1 + expected.squares)).toBeCloseTo(
        expected.squares / (1 + expected.squares),
        6,
      );
    }),
  );
});

test("of calls that are the same within a cluster, only clusters count", () => {
  fc.assert(
    fc.property(numbers, fc.integer({ min: 2, max: 9 }), (sample, times) => {
      const one = clusterMoments(sumsOf(sample.map((x) => [x])));
      const many = clusterMoments(sumsOf(sample.map((x) => Array<number>(times).fill(x))));
      const [ofOne, ofMany] = [varianceOf(one) / one.n, varianceOf(many) / many.n];
      expect(ofMany / (1 + ofOne)).toBeCloseTo(ofOne / (1 + ofOne), 6);
    }),
  );
});
