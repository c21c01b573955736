import { expect, test } from "vitest";
import { callOf, contextOf } from "./span.case.ts";

const scope = "litellm";
const request = {
  "gen_ai.system": "openai",
  "gen_ai.request.model": "gpt-5",
  "llm.request.type": "acompletion",
  "llm.is_streaming": "False",
  "llm.user": "proxy-user",
  "gen_ai.response.finish_reasons": '["stop"]',
  "gen_ai.usage.input_tokens": 120,
  "gen_ai.usage.output_tokens": 45,
  "gen_ai.usage.total_tokens": 165,
  "gen_ai.cost.total_cost": 0.0021,
  "metadata.user_api_key_team_alias": "growth",
  "metadata.user_api_key_team_id": "team-4711",
  "metadata.user_api_key_user_id": "owner",
};

test("a request of the proxy: lists and flags as text, the team of the key, its own cost", () => {
  expect(callOf(request, { scope, name: "litellm_request" })).toMatchObject({
    dialect: "litellm",
    operation: "chat",
    provider: "openai",
    stream: false,
    finishReason: "stop",
    inputTokens: 120,
    user: "proxy-user",
    team: "growth",
    reportedCostNanoUsd: 2_100_000,
  });
});

test("where the middle span is switched off the attributes of the call land on the outer one", () => {
  expect(callOf(request, { scope, name: "Received Proxy Server Request" }).operation).toBe("chat");
  expect(contextOf({}, { scope, name: "Received Proxy Server Request", kind: 2 }).kind).toBe("context");
});

test("so they do where the span above is of the caller's own program", () => {
  const bare = {
    "gen_ai.system": "anthropic",
    "gen_ai.request.model": "claude-sonnet-4-5",
    "llm.request.type": "acompletion",
  };
  const span = { scope: "my-app", name: "POST /ask", status: { code: 2, message: "429 Rate limit" } };
  expect(callOf(bare, span)).toMatchObject({
    dialect: "litellm",
    operation: "chat",
    errorClass: "rate_limit",
    inputTokens: null,
  });
});

test("the bare exchange below it is no call", () => {
  expect(contextOf(request, { scope, name: "raw_gen_ai_request" }).kind).toBe("context");
});

test.each([
  ["aembedding", "embeddings"],
  ["embedding", "embeddings"],
  ["atext_completion", "text_completion"],
  ["responses", "chat"],
  ["anthropic_messages", "chat"],
  ["arerank", "rerank"],
])("%s is %s", (type, operation) => {
  expect(callOf({ ...request, "llm.request.type": type }, { scope }).operation).toBe(operation);
});
