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
