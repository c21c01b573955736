import fc from "fast-check";
import { expect, test } from "vitest";
import { signFlip } from "./sign-flip.ts";

const difference = fc.integer({ min: -20, max: 20 }).map((x) => x / 10);

test("p is above 0, at most 1, the same for the differences turned over, and blind to zeros", () => {
  fc.assert(
    fc.property(fc.array(difference, { maxLength: 12 }), (d) => {
      const there = signFlip(d);
      expect(there.twoSided).toBeGreaterThan(0);
      expect(there.twoSided).toBeLessThanOrEqual(1);
      expect(signFlip(d.map((x) => -x)).twoSided).toBeCloseTo(there.twoSided, 12);
      expect(signFlip([...d, 0, 0])).toEqual(there);
    }),
  );
});

test("sixteen differences that all agree are as rare as 2 of 65,536 patterns", () => {
  const flipped = signFlip(Array.from({ length: 16 }, (_, i) => i + 1));
  expect(flipped).toEqual({ twoSided: 2 / 65_536, greater: 1 / 65_536, flips: 65_536, exact: true });
});

test("more are sampled: at least 1 in 10,000, the same for the same seed", () => {
  const strong = Array.from({ length: 60 }, (_, i) => i + 1);
  const flipped = signFlip(strong, { seed: 4 });
  expect(flipped).toEqual({ twoSided: 1e-4, greater: 1e-4, flips: 10_000, exact: false });
  expect(signFlip(strong, { seed: 4 })).toEqual(flipped);
});

test("random patterns agree with all of them", () => {
  const d = [0.5, -0.2, 0.8, 0.1, -0.4, 0.9, 0.3, -0.1, 0.6, 0.2, -0.5, 0.7, 0.4, -0.3, 0.15, -0.25];
  const exact = signFlip(d);
  const more = signFlip([...d, 1e-9]);
  expect(more.exact).toBe(false);
  expect(more.twoSided).toBeCloseTo(exact.twoSided, 1);
});
