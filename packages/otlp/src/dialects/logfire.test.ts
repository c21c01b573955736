import { expect, test } from "vitest";
import { observe } from "../observe.ts";
import { callObservationOf, callOf, contextOf, spanOf } from "./span.case.ts";

test("Pydantic AI: details by name, the cost as operation.cost", () => {
  const call = callOf(
    {
      "gen_ai.operation.name": "chat",
      "gen_ai.system": "anthropic",
      "gen_ai.provider.name": "anthropic",
      "gen_ai.usage.input_tokens": 152,
      "gen_ai.usage.output_tokens": 45,
      "gen_ai.usage.details.cache_read_tokens": 64,
      "gen_ai.usage.details.cache_write_tokens": 32,
      "operation.cost": 0.0012,
      "logfire.msg": "chat claude-sonnet-4-5",
    },
    { scope: "pydantic-ai" },
  );
  expect(call).toMatchObject({
    dialect: "logfire",
    inputTokens: 152,
    cacheReadTokens: 64,
    cacheWriteTokens: 32,
    reportedCostNanoUsd: 1_200_000,
  });
});

test("an agent run that repeats the usage of its calls only claims to be a call by its shape", () => {
  const agent = {
    model_name: "x",
    "gen_ai.request.model": "gpt-5",
    "gen_ai.usage.input_tokens": 240,
    "logfire.msg": "agent run",
  };
  expect(callObservationOf(agent, { scope: "pydantic-ai" }).claim).toBe("inferred");
});

test("Logfire's own wrapper keeps request and reply as JSON, in the provider's terms", () => {
  const call = callOf(
    {
      "logfire.msg": "Message with 'claude'",
      "gen_ai.system": "anthropic",
      request_data: '{"model":"claude-sonnet-4-5","max_tokens":100}',
      response_data:
        '{"message":{},"usage":{"input_tokens":56,"cache_read_input_tokens":10,"cache_creation_input_tokens":0,"output_tokens":45,"service_tier":"batch"}}',
    },
    { scope: "logfire.anthropic" },
  );
  expect(call).toMatchObject({
    requestModel: "claude-sonnet-4-5",
    stream: false,
    serviceTier: "batch",
    inputTokens: 66,
    outputTokens: 45,
  });
});

test.each([
  ["Chat Completion with 'm'", "chat"],
  ["Responses API with 'm'", "chat"],
  ["Completion with 'm'", "text_completion"],
  ["Embedding Creation with 'm'", "embeddings"],
])("older wrappers name the endpoint in words: %s", (message, operation) => {
  const attributes = { "logfire.msg": message, request_data: '{"model":"m"}' };
  expect(callOf(attributes, { scope: "logfire.openai" }).operation).toBe(operation);
});

test("the log of a finished stream is no second call, and a span that is announced is none yet", () => {
  const attributes = {
    "logfire.msg": "streaming response from 'gpt-5' took 1.2s",
    request_data: '{"model":"gpt-5"}',
  };
  expect(contextOf({ ...attributes, "logfire.span_type": "log" }, { scope: "logfire.openai" }).kind).toBe(
    "context",
  );
  const pending = spanOf({ ...attributes, "logfire.span_type": "pending_span" }, { scope: "logfire.openai" });
  expect(observe(pending)).toEqual({ kind: "not_call" });
});
