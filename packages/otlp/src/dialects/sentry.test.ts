import { expect, test } from "vitest";
import { callOf } from "./span.case.ts";

test("its own names for cached and reasoning tokens, and dollars under the name of tokens", () => {
  const call = callOf({
    "sentry.op": "gen_ai.chat",
    "gen_ai.operation.name": "chat",
    "gen_ai.system": "anthropic",
    "gen_ai.usage.input_tokens": 152,
    "gen_ai.usage.input_tokens.cached": 64,
    "gen_ai.usage.input_tokens.cache_write": 32,
    "gen_ai.usage.output_tokens": 45,
    "gen_ai.usage.output_tokens.reasoning": 16,
    "gen_ai.response.time_to_first_token": 0.2,
    "gen_ai.cost.total_tokens": 0.0042,
  });
  expect(call).toMatchObject({
    dialect: "sentry",
    inputTokens: 152,
    cacheReadTokens: 64,
    cacheWriteTokens: 32,
    reasoningTokens: 16,
    ttftMs: 200,
    reportedCostNanoUsd: 4_200_000,
  });
});
