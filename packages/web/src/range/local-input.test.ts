import fc from "fast-check";
import { expect, test } from "vitest";
import { localInputValue } from "./local-input.ts";

test("a field shows local time to the second", () => {
  expect(localInputValue(new Date(2026, 10, 24, 14, 5, 9).getTime())).toBe("2026-11-24T14:05:09");
});

test("what a field shows reads back to the same second", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4e9 }), (second) => {
      const local = new Date(second * 1000);
      // Where clocks go back an hour exists twice, and no field can tell which one is meant.
      const isTwice = [-1, 1].some(
        (hour) => localInputValue(second * 1000 + hour * 3_600_000) === localInputValue(second * 1000),
      );
      expect(isTwice || Date.parse(localInputValue(second * 1000)) === local.getTime()).toBe(true);
    }),
  );
});
