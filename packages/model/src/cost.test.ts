import fc from "fast-check";
import { expect, test } from "vitest";
import { costOf, nanoUsd } from "./cost.ts";

test("the sum of the parts is the whole, to the nano-dollar", () => {
  const part = fc.nat(1e12);
  fc.assert(
    fc.property(part, part, part, part, (input, cacheRead, cacheWrite, output) => {
      expect(costOf({ input, cacheRead, cacheWrite, output }).total).toBe(
        input + cacheRead + cacheWrite + output,
      );
    }),
  );
});

test("binary noise in dollars is rounded away once: 2.7402420000000003 is 2,740,242,000 nano-dollars", () => {
  expect(nanoUsd(2.7402420000000003)).toBe(2_740_242_000);
  expect(nanoUsd(1.4999999999999999e-5)).toBe(15_000);
});
