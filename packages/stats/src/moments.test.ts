import fc from "fast-check";
import { expect, test } from "vitest";
import { mergeMoments, momentsFromSums, momentsOf, NO_MOMENTS, varianceOf } from "./moments.ts";

const a = [812.5, 640.1, 1203.9, 455];
const b = [980.2, 1500.7, 702.3, 610, 895.5, 760.8];

test("moments merge to those of all numbers together", () => {
  const merged = mergeMoments(momentsOf(a), momentsOf(b));
  expect(merged).toMatchObject({ n: 10, mean: expect.closeTo(856.1, 9) });
  expect(varianceOf(merged)).toBeCloseTo(95129.67555555557, 9);
});

test("sums say the same as the numbers they are of", () => {
  const squares = a.reduce((sum, x) => sum + x * x, 0);
  const moments = momentsFromSums(4, 3111.5, squares);
  expect(moments.squares).toBeCloseTo(momentsOf(a).squares, 6);
});

test("merging with nothing changes nothing, and the order does not matter", () => {
  const numbers = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }));
  fc.assert(
    fc.property(numbers, numbers, (x, y) => {
      const [mx, my] = [momentsOf(x), momentsOf(y)];
      expect(mergeMoments(mx, NO_MOMENTS)).toEqual(mx);
      const [one, other] = [mergeMoments(mx, my), mergeMoments(my, mx)];
      expect(one.mean).toBeCloseTo(other.mean, 6);
      expect(Math.abs(one.squares - other.squares)).toBeLessThanOrEqual(1e-9 * (1 + one.squares));
    }),
  );
});

test("one number has no variance", () => {
  expect(varianceOf(momentsOf([3]))).toBeNaN();
});
