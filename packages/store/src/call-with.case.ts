import { blankCall, costOf, type Call } from "@promptprof/model";
import type { ReceivedCall } from "./store.ts";

export const HOUR: number = 3_600_000;
export const DAY: number = 24 * HOUR;

/** Start of yesterday (UTC): no rollup has dropped it, and none is still filling. */
export const YESTERDAY: number = Math.floor(Date.now() / DAY) * DAY - DAY;

let serial = 0;

/** A call like many, with what the test says. Ids are new in every call. */
export function callWith(fields: Partial<Call> = {}): Call {
  serial += 1;
  const id = serial.toString(16);
  const startTime = YESTERDAY + serial * 1000;
  return {
    ...blankCall({
      project: "default",
      traceId: id.padStart(32, "0"),
      spanId: id.padStart(16, "0"),
      startTime,
    }),
    environment: "production",
    service: "support",
    team: "care",
    prompt: "answer",
    version: "v1",
    promptSource: "named",
    provider: "openai",
    requestModel: "gpt-5-mini",
    responseModel: "gpt-5-mini-2026-02-01",
    durationMs: 1200,
    ttftMs: 300,
    tpotMs: 12.5,
    stream: true,
    attempts: 1,
    httpStatus: 200,
    finishReason: "stop",
    inputTokens: 1000,
    cacheReadTokens: 200,
    cacheWriteTokens: 0,
    outputTokens: 70,
    reasoningTokens: 0,
    tokenSource: "reported",
    costNanoUsd: costOf({ input: 800_000, cacheRead: 20_000, cacheWrite: 0, output: 140_000 }),
    pricing: { status: "priced", row: "openai/gpt-5-mini", effectiveFrom: "2026-01-01", reason: null },
    segments: [
      { path: "system", kind: "static", hash: "00112233445566ff", tokens: 900 },
      { path: "user/question", kind: "variable", hash: "ffeeddccbbaa9988", tokens: 100 },
    ],
    dialect: "promptprof",
    ...fields,
  };
}

/** What a call is like of which nothing is known. */
export const UNKNOWN = {
  durationMs: null,
  ttftMs: null,
  tpotMs: null,
  inputTokens: null,
  cacheReadTokens: null,
  cacheWriteTokens: null,
  cacheWrite1hTokens: null,
  inputAudioTokens: null,
  outputTokens: null,
  reasoningTokens: null,
  outputAudioTokens: null,
  tokenSource: "absent",
  costNanoUsd: null,
  pricing: { status: "unpriced", row: null, effectiveFrom: null, reason: "absent_tokens" },
} as const satisfies Partial<Call>;

/** Calls as one batch; by default received when they happened, yesterday. */
export function received(calls: readonly Call[], batch: number = YESTERDAY * 1000): ReceivedCall[] {
  return calls.map((call) => ({ call, batch }));
}
