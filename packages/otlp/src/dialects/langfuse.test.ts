import { expect, test } from "vitest";
import { callOf, contextOf, START } from "./span.case.ts";

const scope = "langfuse-sdk#5.11.1";
const generation = {
  "langfuse.observation.type": "generation",
  "langfuse.observation.model.name": "gpt-5",
  "langfuse.observation.model.parameters": '{"stream":true}',
};

test("buckets are disjoint: 56 + 64 input, 29 + 16 output", () => {
  const call = callOf(
    {
      ...generation,
      "langfuse.observation.usage_details":
        '{"input":56,"output":29,"total":165,"input_cached_tokens":64,"input_audio_tokens":0,"output_reasoning_tokens":16}',
      "langfuse.observation.cost_details": '{"input":0.001,"total":0.003}',
      "langfuse.observation.completion_start_time": JSON.stringify(new Date(START + 97).toISOString()),
      "langfuse.observation.prompt.name": "greet",
      "langfuse.observation.prompt.version": 3,
      "langfuse.environment": "test",
    },
    { scope },
  );
  expect(call).toMatchObject({
    dialect: "langfuse",
    inputTokens: 120,
    cacheReadTokens: 64,
    outputTokens: 45,
    reasoningTokens: 16,
    reportedCostNanoUsd: 3_000_000,
    ttftMs: 97,
    stream: true,
    prompt: "greet",
    version: "3",
    environment: "test",
    notes: ["disjoint_buckets_summed"],
  });
});

test("sound has buckets of its own, within input and output", () => {
  const usage = '{"input":10,"input_audio_tokens":30,"output":5,"output_audio_tokens":7,"total":52}';
  expect(callOf({ ...generation, "langfuse.observation.usage_details": usage }, { scope })).toMatchObject({
    inputTokens: 40,
    inputAudioTokens: 30,
    outputTokens: 12,
    outputAudioTokens: 7,
  });
});

test("Anthropic's cache writes come in two buckets by their time to live", () => {
  const usage =
    '{"input":10,"input_cache_read":20,"input_cache_creation_5m":3,"input_cache_creation_1h":4,"output":5}';
  expect(callOf({ ...generation, "langfuse.observation.usage_details": usage }, { scope })).toMatchObject({
    inputTokens: 37,
    cacheReadTokens: 20,
    cacheWriteTokens: 7,
    cacheWrite1hTokens: 4,
  });
});

test("a failure is a level, and zero costs are none", () => {
  const call = callOf(
    {
      ...generation,
      "langfuse.observation.level": "ERROR",
      "langfuse.observation.status_message": "Error: 429 Rate limit reached",
      "langfuse.observation.cost_details": '{"input":0,"output":0,"total":0}',
    },
    { scope },
  );
  expect(call).toMatchObject({
    errorClass: "rate_limit",
    reportedCostNanoUsd: null,
    responseModel: null,
    notes: [],
  });
});

test("spans, agents, tools and evaluators are no calls", () => {
  for (const type of ["span", "agent", "tool", "chain", "retriever", "evaluator", "guardrail", "event"]) {
    const attributes = { ...generation, "langfuse.observation.type": type, "session.id": "s" };
    expect(contextOf(attributes, { scope }).inherited.session).toBe("s");
  }
});
