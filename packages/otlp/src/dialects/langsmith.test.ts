import { expect, test } from "vitest";
import { callOf, contextOf } from "./span.case.ts";

const llm = {
  "langsmith.span.kind": "llm",
  "gen_ai.system": "openai",
  "gen_ai.request.model": "gpt-5",
  "gen_ai.usage.input_tokens": 120,
  "gen_ai.usage.output_tokens": 45,
  "gen_ai.usage.total_tokens": 165,
  "gen_ai.usage.input_token_details": '{"cache_read":64}',
  "gen_ai.usage.output_token_details": '{"reasoning":16}',
  "langsmith.metadata.user_id": "user-1",
  "langsmith.span.tags": "seq:step:2",
};

test("details come as JSON, metadata one by one", () => {
  expect(callOf(llm, { scope: "langsmith" })).toMatchObject({
    dialect: "langsmith",
    operation: "chat",
    inputTokens: 120,
    cacheReadTokens: 64,
    reasoningTokens: 16,
    user: "user-1",
    tags: ["seq:step:2"],
  });
});

test("usage that stands only in its own metadata counts, and so does its stream flag", () => {
  const call = callOf(
    {
      "langsmith.span.kind": "llm",
      "gen_ai.operation.name": "chat",
      "langsmith.request.streaming": true,
      "langsmith.usage_metadata":
        '{"input_tokens":120,"output_tokens":45,"total_tokens":165,"input_token_details":{"cache_read":64},"output_token_details":{"reasoning":16}}',
    },
    { scope: "langsmith" },
  );
  expect(call).toMatchObject({
    stream: true,
    inputTokens: 120,
    cacheReadTokens: 64,
    outputTokens: 45,
    reasoningTokens: 16,
  });
});

test("LangChain's own word for the provider and the model, where the exporter knows neither", () => {
  const unknown = {
    "langsmith.span.kind": "llm",
    "gen_ai.system": "langchain",
    "langsmith.metadata.ls_provider": "mistralai",
    "langsmith.metadata.ls_model_name": "my-tune",
  };
  expect(callOf(unknown, { scope: "langsmith" })).toMatchObject({
    provider: "mistral_ai",
    requestModel: "my-tune",
  });
});

test("a failed run keeps the status OK of its beginning and holds an exception", () => {
  const events = [
    {
      name: "exception",
      attributes: { "exception.type": "Error", "exception.message": "Error: 429 Rate limit reached" },
    },
  ];
  const span = { scope: "langsmith", status: { code: 1 }, events };
  const failed = { "langsmith.span.kind": "llm", "gen_ai.request.model": "gpt-5" };
  expect(callOf(failed, span).errorClass).toBe("rate_limit");
  expect(callOf({ ...failed, "gen_ai.completion": "{}" }, span).errorClass).toBeNull();
});

test("a chain that carries usage is no call", () => {
  expect(contextOf({ ...llm, "langsmith.span.kind": "chain" }, { scope: "langsmith" }).kind).toBe("context");
});
