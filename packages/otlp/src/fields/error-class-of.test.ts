import type { ErrorClass } from "@promptprof/model";
import { expect, test } from "vitest";
import { errorClassOf } from "./error-class-of.ts";

const cases: readonly (readonly [
  ErrorClass,
  type: string | null,
  httpStatus: number | null,
  message: string | null,
])[] = [
  ["rate_limit", "RateLimitError", null, "429 Rate limit reached"],
  ["rate_limit", "rate_limit_error", 429, null],
  ["rate_limit", "rate_limit_exceeded", null, null],
  ["rate_limit", "ThrottlingException", null, null],
  ["rate_limit", "RESOURCE_EXHAUSTED", null, null],
  ["rate_limit", "429", null, null],
  ["rate_limit", "AI_APICallError", null, "Rate limit reached"],
  [
    "rate_limit",
    "AI_RetryError",
    429,
    "Failed after 2 attempts. Last error: AI_APICallError: Rate limit reached",
  ],
  ["rate_limit", null, null, "Error: 429 Rate limit reached"],
  ["rate_limit", "openai.APIStatusError", null, "Error code: 429 - {'error': {}}"],
  ["rate_limit", "pydantic_ai.exceptions.ModelHTTPError", null, "status_code: 429, model_name: gpt-5"],
  ["rate_limit", "insufficient_quota", 429, "You exceeded your current quota"],
  ["overloaded", "overloaded_error", 529, null],
  ["overloaded", "AI_APICallError", null, "overloaded"],
  ["overloaded", null, 503, null],
  ["overloaded", "ServiceUnavailableException", null, null],
  ["timeout", "APITimeoutError", null, null],
  ["timeout", "timeout_error", null, null],
  ["timeout", "APIConnectionTimeoutError", null, "Request timed out."],
  ["timeout", null, 504, null],
  ["auth", "AuthenticationError", 401, "Incorrect API key provided"],
  ["auth", "permission_error", 403, null],
  ["auth", null, 401, null],
  ["context_length", "context_length_exceeded", 400, null],
  ["context_length", "BadRequestError", 400, "This model's maximum context length is 128000 tokens"],
  ["context_length", "invalid_request_error", 400, "prompt is too long: 210000 tokens > 200000 maximum"],
  ["content_filter", "content_filter", 400, null],
  [
    "content_filter",
    "BadRequestError",
    400,
    "The response was filtered due to the content management policy: content_filter",
  ],
  ["invalid_request", "BadRequestError", 400, "messages must not be empty"],
  ["invalid_request", "not_found_error", 404, "model: claude-9"],
  ["invalid_request", null, 422, null],
  ["cancelled", "AbortError", null, "This operation was aborted"],
  ["cancelled", "APIUserAbortError", null, "Request was aborted."],
  ["cancelled", null, 499, null],
  ["network", "APIConnectionError", null, "Connection error."],
  ["network", "Error", null, "connect ECONNREFUSED 127.0.0.1:443"],
  ["network", "TypeError", null, "fetch failed"],
  ["other", "_OTHER", null, null],
  ["other", "api_error", 500, "Internal server error"],
  ["other", null, null, null],
];

test.each(cases)("%s: type %s, status %s, message %s", (errorClass, type, httpStatus, message) => {
  expect(errorClassOf({ type, httpStatus, message })).toBe(errorClass);
});

test("only the start of a message counts: a prompt that is echoed behind it decides nothing", () => {
  const message = `something broke ${"x".repeat(500)} rate limit`;
  expect(errorClassOf({ type: "Error", httpStatus: null, message })).toBe("other");
});
