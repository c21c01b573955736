import fc from "fast-check";
import { expect, test } from "vitest";
import { hrTime } from "./hr-time.ts";

test("milliseconds become seconds and nanoseconds", () => {
  expect(hrTime(1_763_948_800_123.5)).toEqual([1_763_948_800, 123_500_000]);
});

test("nanoseconds stay below a second, and nothing is lost beyond rounding", () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 4e12, noNaN: true }), (milliseconds) => {
      const [seconds, nanoseconds] = hrTime(milliseconds);
      expect(nanoseconds).toBeLessThan(1e9);
      expect(Math.abs(seconds * 1000 + nanoseconds / 1e6 - milliseconds)).toBeLessThan(0.001);
    }),
  );
});
