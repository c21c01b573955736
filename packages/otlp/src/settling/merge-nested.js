import { shareByWeight } from "@promptprof/model";
import { timePerOutputTokenMs } from "../fields/time-per-output-token.js";
import { withNotes } from "./with-notes.js";
/**
 * Two instrumentations saw one request, one inside the other. The inner one is nearer to the wire, so its numbers
 * stand; the outer one fills in what the inner one does not know. Prompt, user, session, team and tags come with the
 * ancestors, of which the outer span is one.
 */
export function mergeNested(inner, outer) {
    const tokens = inner.tokenSource === "absent" ? tokensOf(outer) : tokensOf(inner);
    const ttftMs = inner.ttftMs ?? ttftFrom(outer, inner);
    const merged = {
        ...inner,
        ...tokens,
        environment: inner.environment ?? outer.environment,
        service: inner.service ?? outer.service,
        provider: inner.provider ?? outer.provider,
        requestModel: inner.requestModel ?? outer.requestModel,
        responseModel: inner.responseModel ?? outer.responseModel,
        responseId: inner.responseId ?? outer.responseId,
        serviceTier: inner.serviceTier ?? outer.serviceTier,
        ttftMs,
        tpotMs: timePerOutputTokenMs(inner.durationMs, ttftMs, tokens.outputTokens),
        stream: inner.stream ?? outer.stream,
        attempts: inner.attempts ?? outer.attempts,
        finishReason: inner.finishReason ?? outer.finishReason,
        reportedCostNanoUsd: inner.reportedCostNanoUsd ?? outer.reportedCostNanoUsd,
        segments: inner.segments.length > 0 ? inner.segments : segmentsFor(tokens.inputTokens, outer),
        notes: inner.tokenSource === "absent" ? [...inner.notes, ...outer.notes] : inner.notes,
    };
    return withNotes(merged, ["nested_instrumentation_merged"]);
}
/** All token counts of a call: they are only ever taken over together. */
export function tokensOf(call) {
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
/** The outer clock started earlier; a first token before the inner start belongs to something else. */
function ttftFrom(outer, inner) {
    if (outer.ttftMs === null)
        return null;
    const ms = outer.ttftMs - (inner.startTime - outer.startTime);
    return ms >= 0 && ms <= (inner.durationMs ?? Number.POSITIVE_INFINITY) ? ms : null;
}
/** The outer anatomy, its shares cut anew so that they add up to the inner input tokens. */
function segmentsFor(inputTokens, { segments }) {
    if (inputTokens === null || segments.some(({ tokens }) => tokens === null))
        return segments;
    const shares = shareByWeight(inputTokens, segments.map(({ tokens }) => tokens ?? 0));
    return segments.map((segment, i) => ({ ...segment, tokens: shares[i] ?? 0 }));
}
//# sourceMappingURL=merge-nested.js.map