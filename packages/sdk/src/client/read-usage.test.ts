import { expect, test } from "vitest";
import { readChatUsage, readResponsesUsage } from "./read-usage.ts";

const UNKNOWN = {
  inputTokens: null,
  cacheReadTokens: null,
  cacheWriteTokens: null,
  inputAudioTokens: null,
  outputTokens: null,
  reasoningTokens: null,
  outputAudioTokens: null,
  costNanoUsd: null,
};

test("chat completions: cache, reasoning and sound are parts of input and output", () => {
  const usage = {
    prompt_tokens: 1200,
    completion_tokens: 300,
    total_tokens: 1500,
    prompt_tokens_details: { cached_tokens: 1024, cache_write_tokens: 100, audio_tokens: 50 },
    completion_tokens_details: { reasoning_tokens: 256, audio_tokens: 40 },
  };
  expect(readChatUsage(usage)).toEqual({
    inputTokens: 1200,
    cacheReadTokens: 1024,
    cacheWriteTokens: 100,
    inputAudioTokens: 50,
    outputTokens: 300,
    reasoningTokens: 256,
    outputAudioTokens: 40,
    costNanoUsd: null,
  });
});

test("xAI's reasoning stands beside the completion, as its total shows", () => {
  const usage = {
    prompt_tokens: 12,
    completion_tokens: 1,
    total_tokens: 241,
    completion_tokens_details: { reasoning_tokens: 228 },
  };
  expect(readChatUsage(usage)).toMatchObject({ inputTokens: 12, outputTokens: 229, reasoningTokens: 228 });
});

test("responses: the same by other names", () => {
  const usage = {
    input_tokens: 1200,
    input_tokens_details: { cached_tokens: 1024, cache_write_tokens: 0 },
    output_tokens: 300,
    output_tokens_details: { reasoning_tokens: 256 },
  };
  expect(readResponsesUsage(usage)).toMatchObject({
    inputTokens: 1200,
    cacheReadTokens: 1024,
    cacheWriteTokens: 0,
    reasoningTokens: 256,
  });
});

test("DeepSeek's and Moonshot's own names for cached tokens are read", () => {
  expect(readChatUsage({ prompt_tokens: 20, prompt_cache_hit_tokens: 16 }).cacheReadTokens).toBe(16);
  expect(readChatUsage({ prompt_tokens: 20, cached_tokens: 8 }).cacheReadTokens).toBe(8);
});

test("a gateway's cost becomes nano-dollars; 0 is unknown", () => {
  expect(readChatUsage({ cost: 0.000123 }).costNanoUsd).toBe(123_000);
  expect(readChatUsage({ cost: 0 }).costNanoUsd).toBeNull();
});

test.each([
  {},
  { prompt_tokens: "3", completion_tokens: -1 },
  { prompt_tokens: Number.NaN, prompt_tokens_details: 7 },
])("%j counts nothing", (usage) => {
  expect(readChatUsage(usage)).toEqual(UNKNOWN);
  expect(readResponsesUsage(usage)).toEqual(UNKNOWN);
});
