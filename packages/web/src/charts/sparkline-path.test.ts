import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sparklinePath } from "./sparkline-path.ts";

describe("sparklinePath", () => {
  test("draws straight segments on a scale from zero", () => {
    expect(sparklinePath([10, 20, 5], 100, 20).path).toBe("M0,10L50,0L100,15");
  });

  test("breaks at a hole, and dots a sample that stands alone", () => {
    const { path, dots } = sparklinePath([10, 10, null, 20, null], 100, 20);
    expect(path).toBe("M0,10L25,10M75,0Z");
    expect(dots).toEqual([{ x: 75, y: 0 }]);
  });

  test("marks the newest sample, also before holes", () => {
    expect(sparklinePath([10, 20, null], 100, 20).end).toEqual({ x: 50, y: 0 });
  });

  test("nothing is nothing, one sample is a dot, zeros lie on the ground", () => {
    expect(sparklinePath([], 100, 20)).toEqual({ path: "", dots: [], end: null });
    expect(sparklinePath([null, null], 100, 20)).toEqual({ path: "", dots: [], end: null });
    expect(sparklinePath([7], 100, 20).dots).toEqual([{ x: 100, y: 0 }]);
    expect(sparklinePath([0, 0], 100, 20).path).toBe("M0,20L100,20");
  });

  test("never leaves its box", () => {
    const samples = fc.array(fc.option(fc.double({ min: 0, max: 1e12, noNaN: true })), { maxLength: 60 });
    fc.assert(
      fc.property(samples, (values) => {
        const numbers =
          sparklinePath(values, 96, 20)
            .path.match(/[\d.]+/g)
            ?.map(Number) ?? [];
        expect(numbers.every((number) => number >= 0 && number <= 96)).toBe(true);
      }),
    );
  });
});
