import fc from "fast-check";
import { expect, test } from "vitest";
import { shareByWeight } from "./share.ts";

test("10 tokens over weights 1, 1, 1 are 4, 3, 3: the earlier part wins the tie", () => {
  expect(shareByWeight(10, [1, 1, 1])).toEqual([4, 3, 3]);
});

test("weights that say nothing leave everything to the first part", () => {
  expect(shareByWeight(7, [0, 0])).toEqual([7, 0]);
  expect(shareByWeight(7, [])).toEqual([]);
});

test("parts are whole, add up exactly, and are off by less than one", () => {
  const weights = fc.array(fc.nat(1e6), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(fc.nat(1e6), weights, (total, given) => {
      const parts = shareByWeight(total, given);
      const sum = given.reduce((a, b) => a + b, 0);
      expect(parts.reduce((a, b) => a + b, 0)).toBe(total);
      if (sum > 0)
        parts.forEach((part, i) => expect(Math.abs(part - (total * (given[i] ?? 0)) / sum)).toBeLessThan(1));
    }),
  );
});
