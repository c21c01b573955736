import { type Call, type CallTokens, shareByWeight } from "@promptprof/model";
import { timePerOutputTokenMs } from "../fields/time-per-output-token.ts";
import { withNotes } from "./with-notes.ts";

/**
 * Two instrumentations saw one request, one inside the other. The inner one is nearer to the wire, so its numbers
 * stand; the outer one fills in what the inner one does not know. Prompt, user, session, team and tags come with the
 * ancestors, of which the outer span is one.
 */
export function mergeNested(inner: Call, outer: Call): Call {
  const tokens = inner.tokenSource === "absent" ? tokensOf(outer) : tokensOf(inner);
  const ttftMs = inner.ttftMs ?? withinInner(outer.ttftMs, outer, inner);
  const merged: Call = {
    ...inner,
    ...tokens,
    environment: inner.environment ?? outer.environment,
    service: inner.service ?? outer.service,
    provider: inner.provider ?? outer.provider,
    requestModel: inner.requestModel ?? outer.requestModel,
    responseModel: inner.responseModel ?? outer.responseModel,
    responseId: inner.responseId ?? outer.responseId,
    serviceTier: inner.serviceTier ?? outer.serviceTier,
    requestId: inner.requestId ?? outer.requestId,
    ttftMs,
    tpotMs: timePerOutputTokenMs(inner.durationMs, ttftMs, tokens.outputTokens),
    headersMs: inner.headersMs ?? withinInner(outer.headersMs, outer, inner),
    gaps: inner.gaps ?? outer.gaps,
    stream: inner.stream ?? outer.stream,
    attempts: inner.attempts ?? outer.attempts,
    retryWaitMs: inner.retryWaitMs ?? outer.retryWaitMs,
    finishReason: inner.finishReason ?? outer.finishReason,
    toolCalls: inner.toolCalls ?? outer.toolCalls,
    rateLimit: inner.rateLimit ?? outer.rateLimit,
    experiment: inner.experiment ?? outer.experiment,
    ...originOf(inner, outer),
    reportedCostNanoUsd: inner.reportedCostNanoUsd ?? outer.reportedCostNanoUsd,
    segments: inner.segments.length > 0 ? inner.segments : segmentsFor(tokens.inputTokens, outer),
    notes: inner.tokenSource === "absent" ? [...inner.notes, ...outer.notes] : inner.notes,
  };
  return withNotes(merged, ["nested_instrumentation_merged"]);
}

/** All token counts of a call: they are only ever taken over together. */
export function tokensOf(call: CallTokens): CallTokens {
  const { inputTokens, cacheReadTokens, cacheWriteTokens, cacheWrite1hTokens, inputAudioTokens } = call;
  const { outputTokens, reasoningTokens, outputAudioTokens, tokenSource } = call;
  return {
    inputTokens,
    cacheReadTokens,
    cacheWriteTokens,
    cacheWrite1hTokens,
    inputAudioTokens,
    outputTokens,
    reasoningTokens,
    outputAudioTokens,
    tokenSource,
  };
}

/** Label and commit belong to a version: those of another one say nothing of this. */
function originOf(inner: Call, outer: Call): Pick<Call, "versionLabel" | "gitCommit"> {
  const { versionLabel, gitCommit } = inner;
  const isOther = inner.version !== null && inner.version !== outer.version;
  if (isOther || (versionLabel ?? gitCommit) !== null) return { versionLabel, gitCommit };
  return { versionLabel: outer.versionLabel, gitCommit: outer.gitCommit };
}

/** The outer clock started earlier; what came before the inner start belongs to something else. */
function withinInner(outerMs: number | null, outer: Call, inner: Call): number | null {
  if (outerMs === null) return null;
  const ms = outerMs - (inner.startTime - outer.startTime);
  return ms >= 0 && ms <= (inner.durationMs ?? Number.POSITIVE_INFINITY) ? ms : null;
}

/** The outer anatomy, its shares cut anew so that they add up to the inner input tokens. */
function segmentsFor(inputTokens: number | null, { segments }: Call): Call["segments"] {
  if (inputTokens === null || segments.some(({ tokens }) => tokens === null)) return segments;
  const shares = shareByWeight(
    inputTokens,
    segments.map(({ tokens }) => tokens ?? 0),
  );
  return segments.map((segment, i) => ({ ...segment, tokens: shares[i] ?? 0 }));
}
