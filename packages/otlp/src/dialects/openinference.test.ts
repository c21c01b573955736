import { expect, test } from "vitest";
import { callOf, contextOf } from "./span.case.ts";

const llm = { "openinference.span.kind": "LLM", "llm.model_name": "gpt-5-2025-08-07" };

test("the requested model and the stream flag come from the parameters, the response id from the reply's head", () => {
  const call = callOf({
    ...llm,
    "llm.system": "openai",
    "llm.invocation_parameters": '{"model":"gpt-5","temperature":0.2}',
    "output.value":
      '{"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"gpt-5-2025-08-07","choices":[]}',
    "llm.token_count.prompt": 120,
    "llm.token_count.completion": 45,
    "llm.token_count.prompt_details.cache_read": 64,
    "llm.token_count.completion_details.reasoning": 16,
  });
  expect(call).toMatchObject({
    dialect: "openinference",
    operation: "chat",
    provider: "openai",
    requestModel: "gpt-5",
    responseModel: "gpt-5-2025-08-07",
    responseId: "chatcmpl-1",
    stream: false,
    inputTokens: 120,
    cacheReadTokens: 64,
    outputTokens: 45,
    reasoningTokens: 16,
  });
});

test("sound is a part of the prompt and of the completion", () => {
  const call = callOf({
    ...llm,
    "llm.token_count.prompt": 120,
    "llm.token_count.completion": 45,
    "llm.token_count.prompt_details.audio": 100,
    "llm.token_count.completion_details.audio": 46,
  });
  expect(call).toMatchObject({ inputAudioTokens: 100, outputAudioTokens: 45, notes: ["audio_clamped"] });
});

test("an answer that only looks like a reply's head gives no id", () => {
  expect(callOf({ ...llm, "output.value": 'Here is JSON: {"id":"x"}' }).responseId).toBeNull();
});

test("a stream flag counts also where the parameters do not name the model, as of Bedrock", () => {
  const parameters = { ...llm, "llm.invocation_parameters": '{"stream":true,"max_tokens":100}' };
  expect(callOf(parameters).stream).toBe(true);
  const bedrock = {
    "openinference.span.kind": "LLM",
    "llm.invocation_parameters": '{"maxTokens":100}',
    "input.value": '{"modelId":"anthropic.claude-sonnet-4-5-v1:0","messages":[]}',
  };
  expect(callOf(bedrock)).toMatchObject({
    requestModel: "anthropic.claude-sonnet-4-5-v1:0",
    stream: false,
  });
});

test("its Bedrock instrumentations report input without the cache, the others with it", () => {
  const tokens = { ...llm, "llm.token_count.prompt": 200, "llm.token_count.prompt_details.cache_read": 64 };
  const scopes = [
    "@arizeai/openinference-instrumentation-bedrock#0.5.1",
    "openinference.instrumentation.bedrock#0.1.20",
  ];
  for (const scope of scopes) expect(callOf(tokens, { scope }).inputTokens).toBe(264);
  expect(callOf(tokens, { scope: "openinference.instrumentation.anthropic#0.1.20" }).inputTokens).toBe(200);
});

test("cached input under its older name", () => {
  const cached = { ...llm, "llm.token_count.prompt": 120, "llm.token_count.prompt_details.cache_input": 64 };
  expect(callOf(cached)).toMatchObject({ inputTokens: 120, cacheReadTokens: 64 });
});

test("Python marks the first token by an event", () => {
  const events = [{ name: "First Token Stream Event", offsetMs: 120 }];
  expect(callOf(llm, { events })).toMatchObject({ ttftMs: 120, stream: true });
});

test("user, session, team and provider may hide in the metadata, tags in JSON text", () => {
  const metadata =
    '{"user_id":"u","session_id":"s","team":"growth","prompt_name":"greet","ls_provider":"amazon_bedrock"}';
  expect(callOf({ ...llm, metadata, "tag.tags": '["a","b"]' })).toMatchObject({
    user: "u",
    session: "s",
    team: "growth",
    prompt: "greet",
    provider: "aws.bedrock",
    tags: ["a", "b"],
  });
});

test("metadata that is no object is left alone", () => {
  for (const metadata of ["{", "[]", "null", '"x"', "{'user_id': 'u'}"]) {
    expect(callOf({ ...llm, metadata }).user).toBeNull();
  }
});

test("an embedding is a call; chains, agents, tools and prompts are not", () => {
  expect(callOf({ "openinference.span.kind": "EMBEDDING", "embedding.model_name": "e5" })).toMatchObject({
    operation: "embeddings",
    requestModel: "e5",
  });
  for (const kind of [
    "CHAIN",
    "AGENT",
    "TOOL",
    "PROMPT",
    "RETRIEVER",
    "RERANKER",
    "GUARDRAIL",
    "EVALUATOR",
  ]) {
    const attributes = { ...llm, "openinference.span.kind": kind, "llm.token_count.prompt": 120 };
    expect(contextOf(attributes).kind).toBe("context");
  }
});

test("a reported cost stands beside the tokens", () => {
  expect(callOf({ ...llm, "llm.cost.total": 0.25 }).reportedCostNanoUsd).toBe(250_000_000);
});
