import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatUsd, formatUsdExact, nanoUsdPer1k } from "./usd.ts";

describe("formatUsd", () => {
  test.each([
    [412_070_000_000, "$412.07"],
    [9_990_010_000_000, "$9,990.01"],
    [9_999_994_000_000, "$9,999.99"],
    [12_345_670_000_000, "$12.3k"],
    [4_100_000_000, "$4.10"],
    [123_000_000, "$0.123"],
    [12_340_000, "$0.0123"],
    [500_000_000, "$0.500"],
    [995_000_000, "$1.00"],
    [9_960_000, "$0.00996"],
    [4_200_000, "$0.0042"],
    [4_249_000, "$0.0042"],
    [1, "$0.000000001"],
    [0, "$0"],
    [-4_200_000, "−$0.0042"],
  ])("%d nano-dollars are %s", (nano, text) => expect(formatUsd(nano)).toBe(text));

  test("a cost that exists is never written as zero", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), (nano) => {
        expect(formatUsd(nano)).toMatch(/[1-9]/);
      }),
    );
  });

  test("no data is a dash", () => expect(formatUsd(null)).toBe("—"));
});

describe("formatUsdExact", () => {
  test.each([
    [123_456, "$0.000123456"],
    [9_007_199_254_740_991, "$9,007,199.254740991"],
    [4_100_000_000, "$4.10"],
    [-1, "−$0.000000001"],
    [0, "$0.00"],
  ])("%d nano-dollars are %s", (nano, text) => expect(formatUsdExact(nano)).toBe(text));

  test("reads back to the same nano-dollars", () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (nano) => {
        const [whole, decimals] = formatUsdExact(nano).replace(/[$,]/g, "").split(".");
        expect(BigInt(whole ?? "") * 1_000_000_000n + BigInt((decimals ?? "").padEnd(9, "0"))).toBe(
          BigInt(nano),
        );
      }),
    );
  });
});

test("the price of a thousand calls is over the calls that have one, and absent where none has", () => {
  expect(nanoUsdPer1k(8_200_000, 2)).toBe(4_100_000_000);
  expect(nanoUsdPer1k(0, 0)).toBeNull();
});
