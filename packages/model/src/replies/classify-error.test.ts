import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { ERROR_CLASSES, type ErrorClass } from "../error-class.ts";
import { classifyError, type ErrorSigns } from "./classify-error.ts";
import { factsOf, readRecordings, RECORDINGS_MISSING, RECORDINGS_PATH } from "./recorded-replies.case.ts";

const classOf = (signs: Partial<ErrorSigns>): ErrorClass =>
  classifyError({ httpStatus: null, body: null, name: null, ...signs }).errorClass;
const anthropicError = (type: string): object => ({
  type: "error",
  error: { type, message: "m" },
  request_id: "r",
});
const openaiError = (type: string, code: string | null, message = "m"): object => ({
  error: { message, type, param: null, code },
});

describe("the providers' error bodies", () => {
  test.each<[ErrorClass, number, object]>([
    ["rate_limit", 429, anthropicError("rate_limit_error")],
    ["overloaded", 529, anthropicError("overloaded_error")],
    ["timeout", 504, anthropicError("timeout_error")],
    ["auth", 401, anthropicError("authentication_error")],
    ["auth", 403, anthropicError("permission_error")],
    ["auth", 402, anthropicError("billing_error")],
    ["invalid_request", 404, anthropicError("not_found_error")],
    ["invalid_request", 400, anthropicError("invalid_request_error")],
    ["invalid_request", 413, anthropicError("request_too_large")],
    ["other", 500, anthropicError("api_error")],
    ["rate_limit", 429, openaiError("tokens", "rate_limit_exceeded")],
    ["rate_limit", 429, openaiError("insufficient_quota", "insufficient_quota")],
    ["auth", 401, openaiError("invalid_request_error", "invalid_api_key")],
    ["auth", 401, openaiError("invalid_request_error", null)],
    ["context_length", 400, openaiError("invalid_request_error", "context_length_exceeded")],
    ["invalid_request", 404, openaiError("invalid_request_error", "model_not_found")],
    ["invalid_request", 400, openaiError("invalid_request_error", "unsupported_parameter")],
    ["other", 500, openaiError("server_error", null)],
    ["overloaded", 503, openaiError("server_error", null, "That model is currently overloaded")],
    // Azure
    [
      "content_filter",
      400,
      { error: { code: "content_filter", innererror: { code: "ResponsibleAIPolicyViolation" } } },
    ],
    ["rate_limit", 429, { error: { code: "429", message: "Requests have exceeded call rate limit" } }],
    // Gemini
    ["rate_limit", 429, { error: { code: 429, status: "RESOURCE_EXHAUSTED", message: "m" } }],
    ["overloaded", 503, { error: { code: 503, status: "UNAVAILABLE", message: "The model is overloaded." } }],
    ["auth", 403, { error: { code: 403, status: "PERMISSION_DENIED", message: "m" } }],
    [
      "auth",
      400,
      { error: { code: 400, status: "INVALID_ARGUMENT", message: "API key not valid. Please pass one." } },
    ],
    [
      "context_length",
      400,
      {
        error: {
          code: 400,
          status: "INVALID_ARGUMENT",
          message: "The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).",
        },
      },
    ],
    ["timeout", 504, { error: { code: 504, status: "DEADLINE_EXCEEDED", message: "m" } }],
    ["cancelled", 499, { error: { code: 499, status: "CANCELLED", message: "m" } }],
    ["other", 500, { error: { code: 500, status: "INTERNAL", message: "m" } }],
    // Mistral, DeepSeek, Cohere, vLLM, Ollama, OpenRouter
    ["invalid_request", 400, { object: "error", type: "invalid_request_error", message: "m", code: "1500" }],
    [
      "auth",
      402,
      { error: { message: "Insufficient Balance", type: "unknown_error", code: "invalid_request_error" } },
    ],
    ["auth", 401, { message: "invalid api token" }],
    ["rate_limit", 429, { message: "You are using a Trial key" }],
    [
      "context_length",
      400,
      {
        object: "error",
        type: "BadRequestError",
        code: 400,
        message: "This model's maximum context length is 4096 tokens.",
      },
    ],
    ["invalid_request", 404, { error: "model 'llama9' not found" }],
    ["network", 502, { error: { code: 502, message: "Provider returned error" } }],
  ])("%s: HTTP %d %j", (expected, httpStatus, body) => {
    expect(classOf({ httpStatus, body })).toBe(expected);
  });

  test.each<[ErrorClass, string]>([
    ["rate_limit", "ThrottlingException"],
    ["rate_limit", "ServiceQuotaExceededException"],
    ["overloaded", "ServiceUnavailableException"],
    ["timeout", "ModelTimeoutException"],
    ["auth", "AccessDeniedException"],
    ["invalid_request", "ValidationException"],
    ["other", "InternalServerException"],
    ["other", "ModelStreamErrorException"],
    ["rate_limit", "RateLimitError"],
    ["auth", "PermissionDeniedError"],
    ["timeout", "APIConnectionTimeoutError"],
    ["network", "APIConnectionError"],
    ["cancelled", "APIUserAbortError"],
    ["cancelled", "AbortError"],
    ["network", "ECONNRESET"],
    ["network", "ENOTFOUND"],
    ["network", "UND_ERR_SOCKET"],
    ["timeout", "UND_ERR_HEADERS_TIMEOUT"],
    ["network", "DEPTH_ZERO_SELF_SIGNED_CERT"],
    ["other", "TypeError"],
  ])("%s: the client's %s", (expected, name) => {
    expect(classOf({ name })).toBe(expected);
  });

  test.each<[ErrorClass | "other", number]>([
    ["invalid_request", 400],
    ["auth", 401],
    ["invalid_request", 404],
    ["timeout", 408],
    ["invalid_request", 422],
    ["rate_limit", 429],
    ["cancelled", 499],
    ["other", 500],
    ["network", 502],
    ["overloaded", 503],
    ["timeout", 504],
    ["overloaded", 529],
  ])("%s: HTTP %d and an empty body", (expected, httpStatus) => {
    expect(classifyError({ httpStatus, body: "", name: null })).toEqual({
      errorClass: expected,
      errorType: String(httpStatus),
    });
  });
});

describe("the error's type", () => {
  test.each<[string | null, Partial<ErrorSigns>]>([
    [
      "rate_limit_exceeded",
      { httpStatus: 429, body: openaiError("tokens", "rate_limit_exceeded"), name: "RateLimitError" },
    ],
    ["invalid_request_error", { httpStatus: 400, body: openaiError("invalid_request_error", null) }],
    ["overloaded_error", { httpStatus: 529, body: anthropicError("overloaded_error") }],
    ["RESOURCE_EXHAUSTED", { body: { error: { code: 429, status: "RESOURCE_EXHAUSTED" } } }],
    ["ThrottlingException", { body: { __type: "com.amazon.coral.service#ThrottlingException" } }],
    ["AbortError", { name: "AbortError" }],
    ["503", { httpStatus: 503, body: "<html>Service Unavailable</html>" }],
    ["402", { body: { error: { code: 402, message: "m" } } }],
    [null, { body: "something broke" }],
    [null, {}],
  ])("%s", (errorType, signs) => {
    expect(classifyError({ httpStatus: null, body: null, name: null, ...signs }).errorType).toBe(errorType);
  });

  test("is no sentence, because a sentence may hold what a user wrote", () => {
    const body = { code: "Client specified an invalid argument: 'my secret'", error: "my secret" };
    expect(classifyError({ httpStatus: 400, body, name: null })).toEqual({
      errorClass: "invalid_request",
      errorType: "400",
    });
  });
});

describe("what a user wrote", () => {
  test("in a wrong request does not make it a rate limit or a timeout", () => {
    const message = "Invalid value: 'the request timed out, rate limit, connection refused'";
    expect(
      classOf({ httpStatus: 400, body: openaiError("invalid_request_error", "invalid_value", message) }),
    ).toBe("invalid_request");
  });

  test("beyond 2,000 characters of a message is not searched", () => {
    expect(classOf({ body: `${"a".repeat(1_950)} request timed out` })).toBe("timeout");
    expect(classOf({ body: `${"a".repeat(2_000)} request timed out` })).toBe("other");
  });

  test("of great length takes no time to speak of", () => {
    const message = "exceeded input token count ".repeat(100_000);
    expect(ERROR_CLASSES).toContain(classOf({ body: { error: { message } } }));
  });
});

describe.skipIf(RECORDINGS_MISSING)(`the recorded errors (${RECORDINGS_PATH})`, () => {
  test("are these, of these classes", () => {
    const failed = readRecordings().flatMap((recording) => {
      const { errorClass = null, errorType = null } = factsOf(recording) ?? {};
      return errorClass === null ? [] : [[recording.name, errorClass, errorType]];
    });
    expect(failed).toEqual([
      ["google/google-429-retry-info.json", "rate_limit", "RESOURCE_EXHAUSTED"],
      ["openai/chat/reasoning-model-legacy-parameter-error.json", "invalid_request", "unsupported_parameter"],
      ["openai/image/gpt-image-response-format-error.json", "invalid_request", "unknown_parameter"],
      ["openai/responses/openai-error.1.chunks.txt", "rate_limit", "insufficient_quota"],
      ["openai/responses/openai-error.1.json", "rate_limit", "insufficient_quota"],
      ["openai/responses/reasoning-model-temperature-error.json", "invalid_request", "invalid_request_error"],
    ]);
  });
});

const EXCEPTIONS_PATH = fileURLToPath(
  new URL("../../../../../shared/data/traces/aider_message_send_exceptions.jsonl", import.meta.url),
);

describe.skipIf(!existsSync(EXCEPTIONS_PATH))(
  `20 months of one user's exceptions (${EXCEPTIONS_PATH})`,
  () => {
    test("are trouble with the network, wrong requests, and the client's own bugs", () => {
      const heads = readFileSync(EXCEPTIONS_PATH, "utf8").trim().split("\n");
      const classes = heads.map((line) =>
        classOf({ body: (JSON.parse(line) as { exception_head: string }).exception_head }),
      );
      const counts = Object.fromEntries(
        ERROR_CLASSES.map((name) => [name, classes.filter((found) => found === name).length]),
      );
      expect(counts).toMatchObject({
        network: 16 + 2, // a self-signed certificate, a refused connection
        invalid_request: 4 + 6, // a page that says 404, messages that do not alternate
        other: 61 - 18 - 10, // undefined names, missing attributes, and what else a program does wrong
      });
    });
  },
);
