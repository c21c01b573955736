import { type Call, statedModel } from "@promptprof/model";
import type { CallObservation } from "../observation.ts";
import type { OtlpSpan } from "../wire/otlp-span.ts";
import type { RejectReason } from "../wire/rejected-record.ts";
import type { CallFacts } from "./call-facts.ts";
import { errorClassOf } from "./error-class-of.ts";
import type { Note } from "./notes.ts";
import { providerName } from "./provider-name.ts";
import { checkedCost } from "./reported-cost.ts";
import { readResource } from "./resource.ts";
import { timePerOutputTokenMs } from "./time-per-output-token.ts";
import type { TokenRejection } from "./token-count.ts";
import { tokensOf } from "./usage.ts";

/** A span or an event that claims to be a call but whose numbers cannot be stored. */
export interface RejectedSpan {
  readonly kind: "rejected";
  readonly reason: TokenRejection | RejectReason;
}

/** Error types are short words; anything longer is a message that got into the wrong attribute. */
const WORD_CHARACTERS = 200;

/** Makes a call of what a span says: one meaning for every number, one name for every provider and failure. */
export function callObservation(
  span: OtlpSpan,
  facts: CallFacts,
  dialect: string,
): CallObservation | RejectedSpan {
  const { tokenReader, failure, inherited } = facts;
  const tokens = tokensOf(facts.usage, facts.usageRules, tokenReader);
  if (tokenReader.rejection !== null) return { kind: "rejected", reason: tokenReader.rejection };
  const notes = new Set<Note>([...facts.notes, ...tokenReader.notes]);
  const { durationMs } = facts;
  const ttftMs = checkedTtft(facts, notes);
  const anyModel = statedModel(facts.anyModel);
  const resource = readResource(span.resource);
  const tokensReported = tokens.tokenSource === "reported";
  const call: Call = {
    project: resource.project,
    environment: resource.environment ?? facts.environment,
    service: resource.service,
    team: inherited.team ?? resource.team,
    user: inherited.user,
    session: inherited.session,
    prompt: inherited.prompt,
    version: inherited.version,
    versionLabel: null,
    gitCommit: null,
    promptSource: facts.promptSource,
    provider: facts.provider === null ? null : providerName(facts.provider),
    operation: facts.operation,
    requestModel: statedModel(facts.requestModel) ?? anyModel,
    // A call that failed has no answering model unless one is named as such.
    responseModel: statedModel(facts.responseModel) ?? (failure === null ? anyModel : null),
    responseId: facts.responseId,
    requestId: facts.requestId,
    serviceTier: facts.serviceTier?.slice(0, WORD_CHARACTERS) ?? null,
    traceId: span.traceId,
    spanId: span.spanId,
    startTime: span.startTime,
    durationMs,
    ttftMs,
    tpotMs: timePerOutputTokenMs(durationMs, ttftMs, tokens.outputTokens),
    stream: facts.stream ?? (ttftMs === null ? null : true),
    headersMs: null,
    gaps: null,
    attempts: facts.attempts,
    retryWaitMs: null,
    httpStatus: facts.httpStatus,
    errorClass: failure === null ? null : errorClassOf(failure),
    errorType: failure?.type?.slice(0, WORD_CHARACTERS) ?? null,
    finishReason: facts.finishReason?.slice(0, WORD_CHARACTERS) ?? null,
    toolCalls: null,
    rateLimit: null,
    inputTokens: tokens.inputTokens,
    cacheReadTokens: tokens.cacheReadTokens,
    cacheWriteTokens: tokens.cacheWriteTokens,
    cacheWrite1hTokens: tokens.cacheWrite1hTokens,
    inputAudioTokens: tokens.inputAudioTokens,
    outputTokens: tokens.outputTokens,
    reasoningTokens: tokens.reasoningTokens,
    outputAudioTokens: tokens.outputAudioTokens,
    tokenSource: tokens.tokenSource,
    costNanoUsd: null,
    pricing: NOT_PRICED_YET,
    reportedCostNanoUsd: checkedCost(facts.reportedCostUsd, tokensReported, notes),
    segments: facts.segments,
    dialect,
    tags: inherited.tags,
    experiment: null,
    notes: [...notes],
  };
  return {
    kind: "call",
    call,
    parentSpanId: span.parentSpanId,
    parentIsRemote: span.parentIsRemote,
    scope: span.scope.version === "" ? span.scope.name : `${span.scope.name}@${span.scope.version}`,
    claim: facts.claim,
    perAttempt: facts.perAttempt,
    fallbackTeam: resource.namespace,
    estimate: null,
  };
}

/** The server prices a settled call; until then it has no price row and no reason either. */
export const NOT_PRICED_YET: Call["pricing"] = {
  status: "unpriced",
  row: null,
  effectiveFrom: null,
  reason: null,
};

/** Clocks of the span and of the measurement differ by up to a millisecond. */
const CLOCK_TOLERANCE_MS = 1;

function checkedTtft({ ttft, durationMs }: CallFacts, notes: Set<Note>): number | null {
  if (ttft === null) return null;
  if (ttft.ms < 0 || (durationMs !== null && ttft.ms > durationMs + CLOCK_TOLERANCE_MS)) {
    notes.add("ttft_rejected");
    return null;
  }
  if (ttft.doubtful) notes.add("ttft_doubtful");
  return ttft.ms;
}
