/** What went wrong with a call, in the few classes that call for different actions. */
export const ERROR_CLASSES = [
  "rate_limit",
  "overloaded",
  "timeout",
  "auth",
  "invalid_request",
  "context_length",
  "content_filter",
  "cancelled",
  "network",
  "other",
] as const;

export type ErrorClass = (typeof ERROR_CLASSES)[number];
