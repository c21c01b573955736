import { nanoUsd, statedModel } from "@promptprof/model";
import { errorClassOf } from "./error-class-of.js";
import { providerName } from "./provider-name.js";
import { readResource } from "./resource.js";
import { timePerOutputTokenMs } from "./time-per-output-token.js";
import { tokensOf } from "./usage.js";
/** Error types are short words; anything longer is a message that got into the wrong attribute. */
const WORD_CHARACTERS = 200;
/** Makes a call of what a span says: one meaning for every number, one name for every provider and failure. */
export function callObservation(span, facts, dialect) {
    const { tokenReader, failure, inherited } = facts;
    const tokens = tokensOf(facts.usage, facts.usageRules, tokenReader);
    if (tokenReader.rejection !== null)
        return { kind: "rejected", reason: tokenReader.rejection };
    const notes = new Set([...facts.notes, ...tokenReader.notes]);
    const { durationMs } = facts;
    const ttftMs = checkedTtft(facts, notes);
    const anyModel = statedModel(facts.anyModel);
    const resource = readResource(span.resource);
    const tokensReported = tokens.tokenSource === "reported";
    const call = {
        project: resource.project,
        environment: resource.environment ?? facts.environment,
        service: resource.service,
        team: inherited.team ?? resource.team,
        user: inherited.user,
        session: inherited.session,
        prompt: inherited.prompt,
        version: inherited.version,
        promptSource: facts.promptSource,
        provider: facts.provider === null ? null : providerName(facts.provider),
        operation: facts.operation,
        requestModel: statedModel(facts.requestModel) ?? anyModel,
        // A call that failed has no answering model unless one is named as such.
        responseModel: statedModel(facts.responseModel) ?? (failure === null ? anyModel : null),
        responseId: facts.responseId,
        serviceTier: facts.serviceTier?.slice(0, WORD_CHARACTERS) ?? null,
        traceId: span.traceId,
        spanId: span.spanId,
        startTime: span.startTime,
        durationMs,
        ttftMs,
        tpotMs: timePerOutputTokenMs(durationMs, ttftMs, tokens.outputTokens),
        stream: facts.stream ?? (ttftMs === null ? null : true),
        attempts: facts.attempts,
        httpStatus: facts.httpStatus,
        errorClass: failure === null ? null : errorClassOf(failure),
        errorType: failure?.type?.slice(0, WORD_CHARACTERS) ?? null,
        finishReason: facts.finishReason?.slice(0, WORD_CHARACTERS) ?? null,
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
export const NOT_PRICED_YET = {
    status: "unpriced",
    row: null,
    effectiveFrom: null,
    reason: null,
};
/** Clocks of the span and of the measurement differ by up to a millisecond. */
const CLOCK_TOLERANCE_MS = 1;
function checkedTtft({ ttft, durationMs }, notes) {
    if (ttft === null)
        return null;
    if (ttft.ms < 0 || (durationMs !== null && ttft.ms > durationMs + CLOCK_TOLERANCE_MS)) {
        notes.add("ttft_rejected");
        return null;
    }
    if (ttft.doubtful)
        notes.add("ttft_doubtful");
    return ttft.ms;
}
function checkedCost(usd, tokensReported, notes) {
    if (usd === null)
        return null;
    if (usd < 0) {
        notes.add("reported_cost_negative_ignored");
        return null;
    }
    if (usd === 0) {
        if (tokensReported)
            notes.add("reported_cost_zero_ignored");
        return null;
    }
    return nanoUsd(usd);
}
//# sourceMappingURL=call-observation.js.map