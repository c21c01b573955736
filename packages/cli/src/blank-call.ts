import type { Call } from "@promptprof/model";

/**
 * A call of which nothing is known but where and when it belongs; the rest is spread over it. Unknown is null.
 * Every field is written out: with a spread among so many fields an object takes ten times as long to make.
 */
export function blankCall(identity: Pick<Call, "project" | "traceId" | "spanId" | "startTime">): Call {
  return {
    project: identity.project,
    traceId: identity.traceId,
    spanId: identity.spanId,
    startTime: identity.startTime,
    environment: null,
    service: null,
    team: null,
    user: null,
    session: null,
    prompt: null,
    version: null,
    promptSource: null,
    provider: null,
    operation: "chat",
    requestModel: null,
    responseModel: null,
    responseId: null,
    serviceTier: null,
    durationMs: null,
    ttftMs: null,
    tpotMs: null,
    stream: null,
    attempts: null,
    httpStatus: null,
    errorClass: null,
    errorType: null,
    finishReason: null,
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
    // The server prices: it has the dated price list and the config.
    pricing: { status: "unpriced", row: null, effectiveFrom: null, reason: null },
    reportedCostNanoUsd: null,
    segments: [],
    dialect: "promptprof",
    tags: [],
    notes: [],
  };
}
