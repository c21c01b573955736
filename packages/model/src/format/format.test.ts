import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatDuration } from "./duration.ts";
import { formatUsd, formatUsdPerThousandCalls } from "./money.ts";
import { formatRate } from "./rate.ts";
import { formatCount, formatTokens } from "./tokens.ts";

describe("money", () => {
  test.each([
    [0, "$0"],
    [1, "$0.0000000010"],
    [4_219_000, "$0.0042"],
    [9_949_999, "$0.0099"],
    [9_960_000, "$0.01"],
    [12_628_750, "$0.01"],
    [412_070_000_000, "$412.07"],
    [10_182_700_052_086, "$10,182.70"],
  ])("%i nano-dollars are %s", (nanoUsd, text) => expect(formatUsd(nanoUsd)).toBe(text));

  test.each([
    [4_100_000_000, 1000, "$4.10"],
    [123_456_000_000, 1000, "$123"],
    [4_200, 1, "$0.0042"],
    [12_300, 1, "$0.0123"],
    [0, 5, "$0"],
    [1_234_567_000_000, 1000, "$1,235"],
  ])("%i nano-dollars over %i calls are %s per thousand", (nanoUsd, calls, text) =>
    expect(formatUsdPerThousandCalls(nanoUsd, calls)).toBe(text),
  );

  test("without a priced call there is no price per call", () => {
    expect(formatUsdPerThousandCalls(0, 0)).toBeNull();
  });

  test("a cost above nothing never looks like nothing", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 53 - 1 }), (nanoUsd) => {
        expect(Number(formatUsd(nanoUsd).replace(/[$,]/g, ""))).toBeGreaterThan(0);
      }),
    );
  });
});

describe("tokens and counts", () => {
  test.each([
    [0, "0"],
    [9_999, "9,999"],
    [10_000, "10.0k"],
    [12_345, "12.3k"],
    [999_499, "999k"],
    [999_500, "1.00M"],
    [4_560_000, "4.56M"],
    [75_923_321, "75.9M"],
    [7_890_000_000, "7.89B"],
  ])("%i tokens are %s", (tokens, text) => expect(formatTokens(tokens)).toBe(text));

  test("a count of calls is exact", () => expect(formatCount(812_044)).toBe("812,044"));
});

describe("durations", () => {
  test.each([
    [0, "0 ms"],
    [0.42, "0.42 ms"],
    [8.44, "8.4 ms"],
    [9.96, "10 ms"],
    [842.4, "842 ms"],
    [999.6, "1.00 s"],
    [1_240, "1.24 s"],
    [12_340, "12.3 s"],
    [59_949, "59.9 s"],
    [59_960, "1 m 00 s"],
    [63_000, "1 m 03 s"],
    [3_599_600, "1 h 00 m"],
    [7_500_000, "2 h 05 m"],
  ])("%d ms are %s", (ms, text) => expect(formatDuration(ms)).toBe(text));
});

describe("rates", () => {
  test.each([
    [0, 7, "0%"],
    [1, 1_000_000, "<0.1%"],
    [4, 1000, "0.4%"],
    [12, 100, "12%"],
    [999, 1000, ">99%"],
    [7, 7, "100%"],
  ])("%i of %i are %s", (part, whole, text) => expect(formatRate(part, whole)).toBe(text));

  test("of no calls there is no rate", () => expect(formatRate(0, 0)).toBeNull());

  test("only none is 0% and only all is 100%", () => {
    fc.assert(
      fc.property(fc.nat(1e9), fc.integer({ min: 1, max: 1e9 }), (a, whole) => {
        const part = Math.min(a, whole);
        expect(formatRate(part, whole) === "0%").toBe(part === 0);
        expect(formatRate(part, whole) === "100%").toBe(part === whole);
      }),
    );
  });
});
