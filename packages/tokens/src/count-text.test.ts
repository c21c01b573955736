import fc from "fast-check";
import * as cl100k from "gpt-tokenizer/encoding/cl100k_base";
import * as o200k from "gpt-tokenizer/encoding/o200k_base";
import { get_encoding } from "tiktoken";
import { afterAll, expect, test } from "vitest";
import { countText } from "./count-text.mjs";

const oracles = { o200k_base: get_encoding("o200k_base"), cl100k_base: get_encoding("cl100k_base") };
afterAll(() => {
  for (const oracle of Object.values(oracles)) oracle.free();
});

const tokens = (text: string): number => countText(text, o200k.countTokens);
const oracleTokens = (text: string): number => oracles.o200k_base.encode(text, [], []).length;

test("what looks like a command in user text is text: 8 tokens for a <|endoftext|>, as the reference counts", () => {
  expect(tokens("a <|endoftext|>")).toBe(8);
  expect(oracleTokens("a <|endoftext|>")).toBe(8);
  expect(tokens("<|im_start|>system<|im_end|>")).toBe(oracleTokens("<|im_start|>system<|im_end|>"));
});

test("a byte order mark is one token, where the tokenizer by itself counts its bytes", () => {
  const text = '"\uFEFF28 ';
  expect(o200k.countTokens(text)).toBe(5);
  expect(tokens(text)).toBe(4);
  expect(oracleTokens(text)).toBe(4);
  expect(tokens("a\uFEFFb")).toBe(oracleTokens("a\uFEFFb"));
});

test("80,000 times the same letter are 10,000 tokens, in milliseconds and not in seconds", () => {
  for (const [text, count] of [
    ["a".repeat(80_000), 10_000],
    [" ".repeat(80_000), oracleTokens(" ".repeat(512)) * 157],
    ["=".repeat(80_000), oracleTokens("=".repeat(512)) * 157],
  ] as const) {
    const start = performance.now();
    const counted = tokens(text);
    expect(performance.now() - start).toBeLessThan(1_000);
    expect(Math.abs(counted - count)).toBeLessThanOrEqual(count * 0.05);
  }
  const start = performance.now();
  expect(tokens("語".repeat(40_000))).toBeGreaterThan(10_000);
  expect(tokens("abcdefghij".repeat(20_000))).toBeGreaterThan(10_000);
  expect(performance.now() - start).toBeLessThan(2_000);
});

test("a cut never falls into a character", () => {
  const text = "𝒜".repeat(2_000);
  expect(tokens(text)).toBeGreaterThan(0);
  expect(Math.abs(tokens(`x${text}`) - tokens(text))).toBeLessThan(10);
});

test("OpenAI's published example of a chat has 129 tokens for GPT-4 and 124 for GPT-4o", () => {
  // The example's four `name` fields are no part of ours: one each, and two or three of the name itself.
  const names = 4 + 2 * 2 + 2 * 3;
  const messages = [
    "You are a helpful, pattern-following assistant that translates corporate jargon into plain English.",
    "New synergies will help drive top-line growth.",
    "Things working well together will increase revenue.",
    "Let's circle back when we have more bandwidth to touch base on opportunities for increased leverage.",
    "Let's talk later when we're less busy about how to do better.",
    "This late pivot means we don't have time to boil the ocean for the client deliverable.",
  ];
  const total = (count: (text: string) => number): number =>
    messages.reduce((sum, text) => sum + 4 + count(text), 3) + names;
  expect(total((text) => countText(text, cl100k.countTokens))).toBe(129);
  expect(total(tokens)).toBe(124);
});

test("any text has the tokens that the reference counts", () => {
  const words = fc.array(
    fc.oneof(fc.string({ unit: "grapheme", maxLength: 12 }), fc.constantFrom("\n", "  ", "The", "über")),
    { maxLength: 60 },
  );
  fc.assert(
    fc.property(words, (parts) => {
      const text = parts.join(" ").replaceAll("\uFEFF", "");
      expect(tokens(text)).toBe(oracleTokens(text));
      expect(countText(text, cl100k.countTokens)).toBe(oracles.cl100k_base.encode(text, [], []).length);
    }),
    { numRuns: 300 },
  );
});
