import { blankCall } from "../blank-call.ts";
import type { Call } from "../call.ts";

/** A call of 10,000 input and 1,000 output tokens at OpenAI on 1 September 2025, of no model. */
export function callOf(fields: Partial<Call>): Call {
  const startTime = Date.parse("2025-09-01T12:00:00Z");
  return {
    ...blankCall({ project: "default", traceId: "1".repeat(32), spanId: "1".repeat(16), startTime }),
    provider: "openai",
    durationMs: 1000,
    inputTokens: 10_000,
    outputTokens: 1_000,
    tokenSource: "reported",
    ...fields,
  };
}
