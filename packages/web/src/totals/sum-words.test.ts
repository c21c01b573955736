import { describe, expect, test } from "vitest";
import { promptRow } from "../home/prompt-row.case.ts";
import { costWords, estimatedWords, exactCost, exactTokens, missingWords } from "./sum-words.ts";

const estimated = { calls: 12, inputTokens: 3_000, outputTokens: 400, costNanoUsd: 20_000_000 };

describe("a sum of money", () => {
  test("is at least that much where calls have no price, or one in part", () => {
    expect(costWords(promptRow({}), 4.1e9)).toBe("$4.10");
    expect(costWords(promptRow({ unpricedCalls: 1 }), 4.1e9)).toBe("≥ $4.10");
    expect(costWords(promptRow({ partlyPricedCalls: 1 }), 4.1e9)).toBe("≥ $4.10");
    expect(costWords(promptRow({}), null)).toBe("unpriced");
  });

  test("says of how many calls it is silent", () => {
    expect(missingWords(promptRow({}))).toEqual([]);
    expect(missingWords(promptRow({ unpricedCalls: 12, partlyPricedCalls: 1 }))).toEqual([
      "12 calls unpriced",
      "1 call partly priced",
    ]);
  });

  test("has parts to the nano-dollar that add up", () => {
    const cost = {
      input: 1,
      cacheRead: 2_000_000_003,
      cacheWrite: 0,
      output: 999_999_999,
      total: 3_000_000_003,
    };
    expect(exactCost(promptRow({ costNanoUsd: cost }))).toBe(
      "$3.000000003 = $0.000000001 uncached input + $2.000000003 cache read + $0.00 cache write + $0.999999999 output",
    );
    expect(exactCost(promptRow({ unpricedCalls: 1000 }))).toBe("no call has a price");
    expect(exactCost(promptRow({ partlyPricedCalls: 3, estimated }))).toMatch(
      /; 3 calls partly priced; of which estimated: 12 calls, 3,400 tokens, \$0\.020/,
    );
  });
});

test("what is estimated is told with its calls, tokens and money, and nothing where nothing is", () => {
  expect(estimatedWords(promptRow({}))).toEqual([]);
  expect(estimatedWords(promptRow({ estimated }))).toEqual([
    "of which estimated: 12 calls, 3,400 tokens, $0.0200",
  ]);
});

test("tokens add up to the last one", () => {
  const tokens = { input: 1234, cacheRead: 1000, cacheWrite: 4, output: 567, reasoning: 89 };
  expect(exactTokens(promptRow({ tokens, callsWithoutTokens: 2 }))).toBe(
    "1,801 = 1,234 in + 567 out; 1,000 of the input read from a cache, 4 written to one, 89 of the output reasoning; absent in 2 calls",
  );
});
