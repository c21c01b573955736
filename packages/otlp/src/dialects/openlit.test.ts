import { expect, test } from "vitest";
import { callOf } from "./span.case.ts";

test("cost 0 is no cost, a time to first token at the headers is doubtful, tokens of a stream may be its own count", () => {
  const call = callOf(
    {
      "gen_ai.operation.name": "chat",
      "gen_ai.system": "openai",
      "gen_ai.request.is_stream": true,
      "gen_ai.usage.input_tokens": 120,
      "gen_ai.usage.output_tokens": 45,
      "gen_ai.usage.reasoning_tokens": 16,
      "gen_ai.usage.cost": 0,
      "gen_ai.server.time_to_first_token": 0.001,
      "server.address": "api.openai.com",
    },
    { scope: "@openlit/instrumentation-vllm#1.0.0" },
  );
  expect(call).toMatchObject({
    dialect: "openlit",
    provider: "openai",
    stream: true,
    ttftMs: 1,
    reasoningTokens: 16,
    reportedCostNanoUsd: null,
    notes: ["tokens_may_be_estimated", "ttft_doubtful", "reported_cost_zero_ignored"],
  });
});

test.each([
  ["@openlit/instrumentation-anthropic", 200, 64, 16, 264, 45],
  ["@openlit/instrumentation-bedrock", 200, 64, 16, 264, 45],
  ["@openlit/instrumentation-google-ai", 200, 64, 16, 200, 61],
  ["@openlit/instrumentation-openai", 200, 64, 16, 200, 45],
])(
  "%s: %i in with %i cached and 45 out with %i of reasoning are %i in and %i out",
  (scope, input, cached, reasoning, inputTokens, outputTokens) => {
    const call = callOf(
      {
        "gen_ai.operation.name": "chat",
        "gen_ai.usage.input_tokens": input,
        "gen_ai.usage.output_tokens": 45,
        "gen_ai.usage.cache_read.input_tokens": cached,
        "gen_ai.usage.reasoning_tokens": reasoning,
      },
      { scope: `${scope}#1.0.0` },
    );
    expect(call).toMatchObject({
      inputTokens,
      cacheReadTokens: cached,
      outputTokens,
      reasoningTokens: reasoning,
    });
  },
);
