import { shareByWeight, statedModel, type Call, type Segment } from "@promptprof/model";
import { NOT_PRICED_YET, timePerOutputTokenMs, type CallObservation } from "@promptprof/otlp";
import type { ExchangeRecord } from "./exchange-record.ts";
import type { WeighedSegment } from "./request-record.ts";

/** Project of calls that name none; the door writes the configured one in its place. */
const UNNAMED_PROJECT = "default";
/** Tells these calls from those that an instrumentation in the client saw of the same requests. */
const SCOPE = "@promptprof/proxy";

/** Makes an observation of what was seen, as the readers of spans do of a span. */
export function observedCall(record: ExchangeRecord): CallObservation {
  return {
    kind: "call",
    call: callOf(record),
    parentSpanId: record.trace.parentSpanId,
    // The caller's process may send its own spans here or anywhere else.
    parentIsRemote: true,
    scope: SCOPE,
    claim: "stated",
    perAttempt: false,
    fallbackTeam: null,
    estimate: null,
  };
}

function callOf(record: ExchangeRecord): Call {
  const { name, endpoint, trace, facts, request, error, durationMs, ttftMs } = record;
  return {
    project: UNNAMED_PROJECT,
    environment: name.environment,
    service: null,
    team: name.team,
    user: name.user,
    session: name.session,
    prompt: name.prompt,
    version: name.version,
    versionLabel: null,
    gitCommit: null,
    promptSource: name.prompt === null ? null : "named",
    provider: record.provider,
    operation: endpoint.operation,
    requestModel: statedModel(request?.model ?? endpoint.model),
    responseModel: statedModel(facts.responseModel),
    responseId: facts.responseId,
    requestId: record.requestId,
    serviceTier: facts.serviceTier,
    traceId: trace.traceId,
    spanId: trace.spanId,
    startTime: record.startTime,
    durationMs,
    ttftMs,
    tpotMs: timePerOutputTokenMs(durationMs, ttftMs, facts.outputTokens),
    headersMs: record.headersMs,
    gaps: record.gaps,
    stream: record.stream,
    attempts: 1,
    retryWaitMs: null,
    httpStatus: record.httpStatus,
    errorClass: error?.errorClass ?? null,
    errorType: error?.errorType ?? null,
    finishReason: facts.finishReason,
    toolCalls: record.toolCalls,
    rateLimit: record.rateLimit,
    inputTokens: facts.inputTokens,
    cacheReadTokens: facts.cacheReadTokens,
    cacheWriteTokens: facts.cacheWriteTokens,
    cacheWrite1hTokens: facts.cacheWrite1hTokens,
    inputAudioTokens: facts.inputAudioTokens,
    outputTokens: facts.outputTokens,
    reasoningTokens: facts.reasoningTokens,
    outputAudioTokens: facts.outputAudioTokens,
    tokenSource: facts.tokenSource,
    costNanoUsd: null,
    pricing: NOT_PRICED_YET,
    reportedCostNanoUsd: facts.reportedCostNanoUsd,
    segments: segmentsOf(request?.segments ?? [], facts.inputTokens),
    dialect: "proxy",
    tags: name.tags,
    experiment: name.experiment,
    notes: [...facts.notes, ...record.notes],
  };
}

function segmentsOf(segments: readonly WeighedSegment[], inputTokens: number | null): Segment[] {
  const weights = segments.map(({ characters }) => characters);
  const tokens = inputTokens === null ? [] : shareByWeight(inputTokens, weights);
  return segments.map(({ path, kind, hash }, i) => ({ path, kind, hash, tokens: tokens[i] ?? null }));
}
