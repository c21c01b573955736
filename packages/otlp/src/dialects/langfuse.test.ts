import type { Call } from "@promptprof/model";
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

test("where the total is input and output alone, the other buckets are parts of them", () => {
  const usage = '{"input":120,"output":45,"total":165,"input_cached_tokens":64,"output_reasoning_tokens":16}';
  expect(callOf({ ...generation, "langfuse.observation.usage_details": usage }, { scope })).toMatchObject({
    inputTokens: 120,
    cacheReadTokens: 64,
    outputTokens: 45,
    reasoningTokens: 16,
    notes: [],
  });
});

function tokensOf(usage: string): Call {
  return callOf({ ...generation, "langfuse.observation.usage_details": usage }, { scope });
}

test("a reply's own usage object in place of the buckets means what it means there", () => {
  const openai =
    '{"prompt_tokens":120,"completion_tokens":45,"total_tokens":165,"prompt_tokens_details":{"cached_tokens":64},"completion_tokens_details":{"reasoning_tokens":16}}';
  const counts = { inputTokens: 120, cacheReadTokens: 64, outputTokens: 45, reasoningTokens: 16 };
  expect(tokensOf(openai)).toMatchObject(counts);
  expect(tokensOf(openai.replaceAll("prompt", "input").replaceAll("completion", "output"))).toMatchObject(
    counts,
  );
  const anthropic =
    '{"input_tokens":56,"cache_read_input_tokens":64,"cache_creation_input_tokens":32,"cache_creation":{"ephemeral_1h_input_tokens":2},"output_tokens":45}';
  expect(tokensOf(anthropic)).toMatchObject({
    inputTokens: 152,
    cacheReadTokens: 64,
    cacheWriteTokens: 32,
    cacheWrite1hTokens: 2,
    outputTokens: 45,
  });
});

test("a team in a generation's own metadata counts where the trace names none", () => {
  const team = { ...generation, "langfuse.observation.metadata.team": "growth" };
  expect(callOf(team, { scope }).team).toBe("growth");
  expect(callOf({ ...team, "langfuse.trace.metadata.team": "search" }, { scope }).team).toBe("search");
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
