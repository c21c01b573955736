import { expect, test } from "vitest";
import { callOf } from "./span.case.ts";

const scope = "com.anthropic.sdk.typescript#1.12.0";
const attributes = {
  "gen_ai.provider.name": "anthropic",
  "gen_ai.operation.name": "chat",
  "gen_ai.request.model": "claude-sonnet-4-5",
  "http.response.status_code": 200,
  "gen_ai.usage.input_tokens": 152,
  "gen_ai.usage.cache_write.input_tokens": 32,
  "gen_ai.usage.cache_read.input_tokens": 64,
  "anthropic.usage.cache_creation.ephemeral_5m_input_tokens": 12,
  "anthropic.usage.cache_creation.ephemeral_1h_input_tokens": 20,
  "anthropic.message.stop_reason": "end_turn",
  "anthropic.request.id": "req_1",
};

test("input includes the cache, and the dearer one-hour writes are told apart", () => {
  expect(callOf(attributes, { scope })).toMatchObject({
    dialect: "anthropic-sdk",
    inputTokens: 152,
    cacheWriteTokens: 32,
    cacheWrite1hTokens: 20,
    outputTokens: null,
    finishReason: "end_turn",
    requestId: "req_1",
    httpStatus: 200,
    attempts: 1,
    stream: false,
    errorClass: null,
  });
});

test("resends count as attempts, an HTTP error as a failure", () => {
  const failed = { ...attributes, "http.request.resend_count": 2, "http.response.status_code": 529 };
  expect(callOf(failed, { scope })).toMatchObject({ attempts: 3, errorClass: "overloaded", httpStatus: 529 });
});
