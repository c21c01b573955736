import { expect, test } from "vitest";
import { callOf, contextOf } from "./span.case.ts";

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

test.each([
  ["gen_ai.responses", "responses", "chat"],
  ["gen_ai.messages", "messages", "chat"],
  ["gen_ai.stream_text", "stream_text", "chat"],
  ["gen_ai.embeddings", "embeddings", "embeddings"],
  ["gen_ai.chat", undefined, "chat"],
])("%s with the operation %s is %s, also where it failed and carries no usage", (op, name, operation) => {
  const call = callOf(
    {
      "sentry.op": op,
      "gen_ai.operation.name": name,
      "gen_ai.request.model": "gpt-5",
      "gen_ai.response.streaming": true,
    },
    { status: { code: 2, message: "429 Rate limit reached" } },
  );
  expect(call).toMatchObject({ dialect: "sentry", operation, stream: true, errorClass: "rate_limit" });
});

test("an agent and a tool are no calls", () => {
  for (const operation of ["invoke_agent", "execute_tool"]) {
    const attributes = { "sentry.op": `gen_ai.${operation}`, "gen_ai.operation.name": operation };
    expect(contextOf(attributes).kind).toBe("context");
  }
});
