import OpenAI from "openai";
import fc from "fast-check";
import { expect, test } from "vitest";
import { failureOf } from "./failure-of.ts";

/** As the client makes it from an answer. */
function answered(status: number, code?: string): Error {
  return OpenAI.APIError.generate(status, { error: { message: "secret", code } }, undefined, new Headers());
}

test.each([
  [answered(400), "invalid_request", "BadRequestError", 400],
  [answered(400, "context_length_exceeded"), "context_length", "context_length_exceeded", 400],
  [answered(400, "content_filter"), "content_filter", "content_filter", 400],
  [answered(401, "invalid_api_key"), "auth", "invalid_api_key", 401],
  [answered(403), "auth", "PermissionDeniedError", 403],
  [answered(404, "model_not_found"), "invalid_request", "model_not_found", 404],
  [answered(408), "timeout", "APIError", 408],
  [answered(429), "rate_limit", "RateLimitError", 429],
  [answered(429, "insufficient_quota"), "rate_limit", "insufficient_quota", 429],
  [answered(500), "other", "InternalServerError", 500],
  [answered(503), "overloaded", "InternalServerError", 503],
  [answered(529), "overloaded", "InternalServerError", 529],
  [new OpenAI.APIUserAbortError(), "cancelled", "APIUserAbortError", null],
  [new OpenAI.APIConnectionTimeoutError(), "timeout", "APIConnectionTimeoutError", null],
  [new OpenAI.APIConnectionError({ message: "secret" }), "network", "APIConnectionError", null],
  [new DOMException("secret", "AbortError"), "cancelled", "AbortError", null],
  [new TypeError("terminated", { cause: { code: "UND_ERR_SOCKET" } }), "network", "TypeError", null],
  [new SyntaxError("secret"), "other", "SyntaxError", null],
])("%s is %s", (error, errorClass, errorType, httpStatus) => {
  expect(failureOf(error)).toEqual({ errorClass, errorType, httpStatus });
});

test("anything that can be thrown has a class", () => {
  fc.assert(
    fc.property(fc.anything(), (thrown) => {
      expect(failureOf(thrown).errorType).not.toBe("");
    }),
  );
});
