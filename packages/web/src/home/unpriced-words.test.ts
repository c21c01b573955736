import { expect, test } from "vitest";
import {
  adviceSentence,
  exactStake,
  failedWords,
  stakeWords,
  tokensAtStake,
  type UnpricedGroup,
  unpricedParts,
} from "./unpriced-words.ts";

const group = (over: Partial<UnpricedGroup>): UnpricedGroup => ({
  reason: "unknown_model",
  provider: "acme",
  model: "house-router-3b",
  calls: 10,
  callsWithoutTokens: 0,
  inputTokens: 12_000,
  outputTokens: 345,
  advice: "add what you pay to promptprof.yaml",
  config: "prices:",
  ...over,
});

test("calls that merely failed are no finding, and they are counted", () => {
  const failed = group({ reason: "failed_without_tokens", calls: 3 });
  const unknown = group({});
  expect(unpricedParts([failed, unknown, failed])).toEqual({ groups: [unknown], failedCalls: 6 });
  expect(unpricedParts([])).toEqual({ groups: [], failedCalls: 0 });
});

test("tokens at stake are input and output, and calls without any are said to be so", () => {
  expect(tokensAtStake([group({})])).toBe("12.3k tokens");
  expect(tokensAtStake([group({ inputTokens: 0, outputTokens: 0, callsWithoutTokens: 10 })])).toBe(
    "tokens absent in 10 calls",
  );
  expect(tokensAtStake([group({ callsWithoutTokens: 1 })])).toBe("12.3k tokens, tokens absent in 1 call");
});

test("what is at stake is there to the last token too", () => {
  expect(exactStake(group({}))).toBe("12,000 input and 345 output tokens");
});

test("several groups have one sum", () => {
  expect(stakeWords([group({}), group({ calls: 1, inputTokens: 0, outputTokens: 55 })])).toBe(
    "11 calls, 12.4k tokens",
  );
});

test("one call has and two have", () => {
  expect(failedWords(1)).toMatch(/^1 call failed without tokens and has no price/);
  expect(failedWords(2)).toMatch(/^2 calls failed without tokens and have no price/);
});

test("advice becomes a sentence with one full stop", () => {
  expect(adviceSentence("add a price")).toBe("Add a price.");
  expect(adviceSentence("Add a price.")).toBe("Add a price.");
  expect(adviceSentence("")).toBe("");
});
