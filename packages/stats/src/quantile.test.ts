import fc from "fast-check";
import { expect, test } from "vitest";
import { quantileOf, sorted } from "./quantile.ts";

test("a quantile between two numbers is interpolated", () => {
  const sample = sorted([10, 1, 2]);
  expect([0, 0.25, 0.5, 0.75, 1].map((p) => quantileOf(sample, p))).toEqual([1, 1.5, 2, 6, 10]);
  expect(quantileOf([], 0.5)).toBeNaN();
});

test("quantiles rise with p and scale with the sample", () => {
  const numbers = fc.array(fc.double({ min: 0.001, max: 1e6, noNaN: true }), { minLength: 1 });
  const part = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(numbers, part, part, (sample, p, q) => {
      const inOrder = sorted(sample);
      const [low, high] = [Math.min(p, q), Math.max(p, q)];
      expect(quantileOf(inOrder, low)).toBeLessThanOrEqual(quantileOf(inOrder, high) * (1 + 1e-15));
      expect(quantileOf(sorted(sample.map((x) => 2 * x)), p)).toBe(2 * quantileOf(inOrder, p));
    }),
  );
});
