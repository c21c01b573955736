import type { ErrorClass } from "@promptprof/model";

/** A way in which calls fail, and which share of them. */
export interface DemoFailure {
  readonly share: number;
  readonly errorClass: ErrorClass;
  readonly errorType: string;
  readonly httpStatus: number | null;
  readonly attempts: number;
}

export const rateLimit = (share: number): DemoFailure => ({
  share,
  errorClass: "rate_limit",
  errorType: "rate_limit_exceeded",
  httpStatus: 429,
  attempts: 4,
});
export const timeout = (share: number): DemoFailure => ({
  share,
  errorClass: "timeout",
  errorType: "APIConnectionTimeoutError",
  httpStatus: null,
  attempts: 2,
});
export const overloaded = (share: number): DemoFailure => ({
  share,
  errorClass: "overloaded",
  errorType: "overloaded_error",
  httpStatus: 529,
  attempts: 3,
});
export const tooLong = (share: number): DemoFailure => ({
  share,
  errorClass: "context_length",
  errorType: "context_length_exceeded",
  httpStatus: 400,
  attempts: 1,
});
export const filtered = (share: number): DemoFailure => ({
  share,
  errorClass: "content_filter",
  errorType: "content_filter",
  httpStatus: 400,
  attempts: 1,
});
export const invalid = (share: number): DemoFailure => ({
  share,
  errorClass: "invalid_request",
  errorType: "invalid_json_schema",
  httpStatus: 400,
  attempts: 1,
});
