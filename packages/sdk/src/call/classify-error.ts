import type { ErrorClass } from "@promptprof/model";
import { isRecord, textOf, type Fields } from "../is-record.ts";
import type { CallError } from "./call-record.ts";

/** Classes that a provider's own code tells more exactly than the HTTP status. */
const BY_CODE: Readonly<Record<string, ErrorClass>> = {
  context_length_exceeded: "context_length",
  string_above_max_length: "context_length",
  content_filter: "content_filter",
  content_policy_violation: "content_filter",
  invalid_prompt: "content_filter",
  rate_limit_exceeded: "rate_limit",
  insufficient_quota: "rate_limit",
  overloaded: "overloaded",
  overloaded_error: "overloaded",
  slow_down: "overloaded",
  server_is_overloaded: "overloaded",
  invalid_api_key: "auth",
};

const BY_STATUS: Readonly<Record<number, ErrorClass>> = {
  401: "auth",
  403: "auth",
  408: "timeout",
  429: "rate_limit",
  503: "overloaded",
  504: "timeout",
  529: "overloaded",
};

/** Errors without an HTTP answer, by the names of the clients' classes and of the platform's errors. */
const BY_NAME: Readonly<Record<string, ErrorClass>> = {
  APIUserAbortError: "cancelled",
  AbortError: "cancelled",
  APIConnectionTimeoutError: "timeout",
  TimeoutError: "timeout",
  APIConnectionError: "network",
};

/** A call that nobody waited for to its end. */
export const CANCELLED: CallError = { errorClass: "cancelled", errorType: "cancelled", httpStatus: null };

/** What an error that the client threw means, without reading its message. */
export function classifyError(error: unknown): CallError {
  const fields: Fields = isRecord(error) ? error : {};
  const httpStatus = typeof fields["status"] === "number" ? fields["status"] : null;
  const name = nameOf(error);
  const code = textOf(fields["code"]) ?? textOf(fields["type"]);
  return { errorClass: classOf(name, code, httpStatus, fields), errorType: code ?? name, httpStatus };
}

/** An error that came as data: a failed response, or an error event of a stream. */
export function classifyCode(code: string | null): CallError {
  return { errorClass: BY_CODE[code ?? ""] ?? "other", errorType: code ?? "_OTHER", httpStatus: null };
}

function classOf(name: string, code: string | null, httpStatus: number | null, error: Fields): ErrorClass {
  const known = BY_CODE[code ?? ""] ?? (httpStatus === null ? BY_NAME[name] : BY_STATUS[httpStatus]);
  if (known !== undefined) return known;
  if (httpStatus !== null) return httpStatus >= 400 && httpStatus < 500 ? "invalid_request" : "other";
  // undici's words for a connection that broke while the answer was read: TypeError "terminated" with its cause.
  return name === "TypeError" && isRecord(error["cause"]) && "code" in error["cause"] ? "network" : "other";
}

/** The class's name: most clients leave `name` at "Error". */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return "_OTHER";
  return error.name === "Error" ? error.constructor.name : error.name;
}
