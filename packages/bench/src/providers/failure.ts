import { classifyError } from "@promptprof/model";
import type { ModelFailure } from "./provider.ts";

/** What one attempt of a call came to when it failed, and when the provider wants to be asked again. */
export interface FailedAttempt extends ModelFailure {
  /** null = it does not say. */
  readonly retryAfterMs: number | null;
}

/** An answer that is a refusal. Its fields are where clients of providers keep them, so that the SDK reads them too. */
export class HttpError extends Error {
  override readonly name = "HttpError";
  readonly status: number;
  readonly error: unknown;
  readonly retryAfterMs: number | null;

  constructor(status: number, body: unknown, retryAfterMs: number | null) {
    super(messageIn(body) ?? `HTTP status ${status}`);
    this.status = status;
    this.error = body;
    this.retryAfterMs = retryAfterMs;
  }
}

/** @param secret is cut out of the message: some providers quote the key that they refuse */
export function failureOf(
  error: unknown,
  signal: AbortSignal,
  durationMs: number,
  secret: string | null,
): FailedAttempt {
  const isHttp = error instanceof HttpError;
  const message = oneLine(error instanceof Error ? messageWithCause(error) : String(error));
  return {
    kind: "failure",
    errorClass: classOf(error, signal),
    message: secret === null ? message : message.replaceAll(secret, "***"),
    httpStatus: isHttp ? error.status : null,
    durationMs,
    attempts: 1,
    retryAfterMs: isHttp ? error.retryAfterMs : null,
  };
}

function classOf(error: unknown, signal: AbortSignal): ModelFailure["errorClass"] {
  if (signal.aborted) return isTimeout(signal.reason) ? "timeout" : "cancelled";
  if (error instanceof HttpError)
    return classifyError({ httpStatus: error.status, body: error.error, name: null }).errorClass;
  if (!(error instanceof Error)) return "other";
  const name = codeOf(error) ?? error.name;
  const { errorClass } = classifyError({ httpStatus: null, body: error.message, name });
  // undici: a TypeError, with the socket's error as its cause.
  return errorClass === "other" && error instanceof TypeError && error.cause instanceof Error
    ? "network"
    : errorClass;
}

export function isTimeout(reason: unknown): boolean {
  return reason instanceof DOMException && reason.name === "TimeoutError";
}

function codeOf({ cause }: Error): string | null {
  return cause instanceof Error && "code" in cause && typeof cause.code === "string" ? cause.code : null;
}

function messageWithCause(error: Error): string {
  const { cause } = error;
  return cause instanceof Error && cause.message !== ""
    ? `${error.message}: ${cause.message}`
    : error.message;
}

/** Where providers put the sentence. */
function messageIn(body: unknown): string | null {
  if (typeof body === "string") return body === "" ? null : body;
  if (typeof body !== "object" || body === null) return null;
  if (Array.isArray(body)) return messageIn(body[0]);
  const { error, message, detail }: { error?: unknown; message?: unknown; detail?: unknown } = body;
  return messageIn(error) ?? messageIn(message) ?? messageIn(detail);
}

function oneLine(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.length > 300 ? `${line.slice(0, 299)}…` : line;
}
