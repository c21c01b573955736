import fc from "fast-check";
import { expect, test } from "vitest";
import { backoffMs } from "./backoff.ts";

test("waits double from half a second to half a minute, and are spread over their second half", () => {
  const shortest = [1, 2, 3, 7, 100].map((failures) => backoffMs(failures, null, () => 0));
  expect(shortest).toEqual([250, 500, 1000, 15_000, 15_000]);
  expect(backoffMs(1, null, () => 0.999_999)).toBeCloseTo(500, 2);
});

test("the server's wish is a floor, up to half a minute", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1 }),
      fc.nat(),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (n, wish, r) => {
        const ms = backoffMs(n, wish, () => r);
        expect(ms).toBeGreaterThanOrEqual(Math.min(wish, 30_000));
        expect(ms).toBeLessThanOrEqual(30_000);
      },
    ),
  );
});
