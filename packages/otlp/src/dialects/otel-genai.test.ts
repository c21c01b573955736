import { expect, test } from "vitest";
import { callOf, contextOf, START } from "./span.case.ts";

test("before 1.36: gen_ai.system and prompt_tokens", () => {
  const call = callOf({
    "gen_ai.operation.name": "chat",
    "gen_ai.system": "az.ai.openai",
    "gen_ai.request.model": "gpt-4o",
    "gen_ai.usage.prompt_tokens": 120,
    "gen_ai.usage.completion_tokens": 45,
  });
  expect(call).toMatchObject({
    dialect: "otel-genai",
    provider: "azure.ai.openai",
    inputTokens: 120,
    outputTokens: 45,
    stream: null,
    attempts: null,
  });
});

test("1.37 to 1.40: provider.name, underscored cache counts", () => {
  const call = callOf({
    "gen_ai.operation.name": "chat",
    "gen_ai.provider.name": "anthropic",
    "gen_ai.usage.input_tokens": 152,
    "gen_ai.usage.output_tokens": 45,
    "gen_ai.usage.cache_read_input_tokens": 64,
    "gen_ai.usage.cache_creation_input_tokens": 32,
  });
  expect(call).toMatchObject({ inputTokens: 152, cacheReadTokens: 64, cacheWriteTokens: 32 });
});

test("sound within the counts, and the tier: the one that served before the one that was asked for", () => {
  const call = {
    "gen_ai.operation.name": "chat",
    "gen_ai.usage.input_tokens": 152,
    "gen_ai.usage.audio.input_tokens": 100,
    "gen_ai.usage.output_tokens": 45,
    "gen_ai.usage.audio.output_tokens": 40,
    "openai.request.service_tier": "auto",
  };
  expect(callOf(call)).toMatchObject({
    inputAudioTokens: 100,
    outputAudioTokens: 40,
    serviceTier: "auto",
    notes: [],
  });
  expect(callOf({ ...call, "openai.response.service_tier": "flex" }).serviceTier).toBe("flex");
  expect(callOf({ ...call, "gen_ai.openai.response.service_tier": "priority" }).serviceTier).toBe("priority");
});

test("v0.1.0: prompt, cache_write, reasoning and time to first chunk", () => {
  const call = callOf(
    {
      "gen_ai.operation.name": "chat",
      "gen_ai.provider.name": "openai",
      "gen_ai.request.model": "gpt-5",
      "gen_ai.response.model": "gpt-5-2025-08-07",
      "gen_ai.response.id": "resp_1",
      "gen_ai.response.finish_reasons": ["stop", "length"],
      "gen_ai.response.time_to_first_chunk": 0.25,
      "gen_ai.request.stream": true,
      "gen_ai.usage.input_tokens": 120,
      "gen_ai.usage.output_tokens": 46,
      "gen_ai.usage.cache_write.input_tokens": 8,
      "gen_ai.usage.reasoning.output_tokens": 16,
      "gen_ai.prompt.name": "greet",
      "gen_ai.prompt.version": 3,
      "gen_ai.conversation.id": "thread-1",
      "user.id": "user-1",
      "http.request.resend_count": 2,
    },
    { resource: { "service.name": "shop", "deployment.environment.name": "prod", "team.name": "growth" } },
  );
  expect(call).toMatchObject({
    prompt: "greet",
    version: "3",
    promptSource: "named",
    session: "thread-1",
    user: "user-1",
    team: "growth",
    service: "shop",
    environment: "prod",
    cacheWriteTokens: 8,
    reasoningTokens: 16,
    ttftMs: 250,
    tpotMs: 750 / 45,
    finishReason: "stop",
    attempts: 3,
    startTime: START,
    durationMs: 1000,
    notes: [],
  });
});

test("a failed call has a class, no answering model, and no tokens made up", () => {
  const call = callOf(
    { "gen_ai.operation.name": "chat", "gen_ai.request.model": "gpt-5", "error.type": "RateLimitError" },
    { status: { code: 2, message: "429 Rate limit reached" } },
  );
  expect(call).toMatchObject({
    errorClass: "rate_limit",
    errorType: "RateLimitError",
    responseModel: null,
    inputTokens: null,
    tokenSource: "absent",
  });
});

test("an exception that was handled inside an answered call is no failure", () => {
  const events = [{ name: "exception", attributes: { "exception.type": "RateLimitError" } }];
  const attributes = { "gen_ai.operation.name": "chat", "gen_ai.request.model": "gpt-5" };
  expect(callOf({ ...attributes, "gen_ai.usage.output_tokens": 5 }, { events }).errorClass).toBeNull();
  expect(callOf(attributes, { events }).errorClass).toBe("rate_limit");
  expect(callOf(attributes, { events, status: { code: 1 } }).errorClass).toBeNull();
});

test.each([
  "invoke_agent",
  "execute_tool",
  "create_agent",
  "retrieval",
  "plan",
  "fetch_response",
  "invoke_workflow",
])("%s is no call, whatever usage it carries", (operation) => {
  const attributes = {
    "gen_ai.operation.name": operation,
    "gen_ai.request.model": "gpt-5",
    "gen_ai.usage.input_tokens": 120,
    "gen_ai.usage.output_tokens": 45,
    "gen_ai.conversation.id": "thread-1",
  };
  expect(contextOf(attributes).inherited.session).toBe("thread-1");
});

test("a time to first token that is negative or longer than the call was not measured", () => {
  const attributes = { "gen_ai.operation.name": "chat", "gen_ai.request.stream": true };
  for (const seconds of [-0.1, 1.5]) {
    const call = callOf({ ...attributes, "gen_ai.response.time_to_first_chunk": seconds });
    expect(call).toMatchObject({ ttftMs: null, stream: true, notes: ["ttft_rejected"] });
  }
});

test("a cost of 0 with tokens, and a negative cost, are no costs", () => {
  const attributes = {
    "gen_ai.operation.name": "chat",
    "gen_ai.usage.input_tokens": 10,
    "gen_ai.usage.output_tokens": 5,
  };
  expect(callOf({ ...attributes, "gen_ai.usage.cost": 0.0015 }).reportedCostNanoUsd).toBe(1_500_000);
  expect(callOf({ ...attributes, "gen_ai.usage.cost": 0 })).toMatchObject({
    reportedCostNanoUsd: null,
    notes: ["reported_cost_zero_ignored"],
  });
  expect(callOf({ ...attributes, "gen_ai.usage.cost": -1 })).toMatchObject({
    reportedCostNanoUsd: null,
    notes: ["reported_cost_negative_ignored"],
  });
});

test("the provider is told by the host where nothing else tells it", () => {
  const attributes = { "gen_ai.operation.name": "chat", "server.address": "api.mistral.ai" };
  expect(callOf(attributes).provider).toBe("mistral_ai");
  expect(callOf({ ...attributes, "server.address": "10.0.0.7" }).provider).toBeNull();
});

test.each([
  ["chat.completions", "chat"],
  ["text.completions", "text_completion"],
  ["responses", "chat"],
])("an operation called %s is %s, also where it failed", (name, operation) => {
  const failed = { "gen_ai.operation.name": name, "gen_ai.system": "openai", "error.type": "429" };
  expect(callOf(failed)).toMatchObject({ operation, errorClass: "rate_limit" });
});
