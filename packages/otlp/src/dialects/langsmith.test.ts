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

test("a chain that carries usage is no call", () => {
  expect(contextOf({ ...llm, "langsmith.span.kind": "chain" }, { scope: "langsmith" }).kind).toBe("context");
});
