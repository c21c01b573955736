import { GEN_AI, OTEL, PROMPTPROF } from "@promptprof/model";
/** A call's attributes in our own dialect; what is unknown is left out. */
export function callAttributes(call) {
    return [...request(call), ...outcome(call), ...usage(call), ...anatomy(call)].filter(isKnown);
}
function request(call) {
    return [
        [GEN_AI.operation, call.operation],
        [GEN_AI.provider, call.provider],
        [GEN_AI.requestModel, call.requestModel],
        [GEN_AI.stream, call.stream],
        [GEN_AI.promptName, call.prompt],
        [GEN_AI.promptVersion, call.version],
        [GEN_AI.conversation, call.session],
        [OTEL.user, call.user],
        [PROMPTPROF.project, call.project],
        [PROMPTPROF.team, call.team],
        [PROMPTPROF.tags, list(call.tags)],
        [PROMPTPROF.promptSource, call.promptSource],
        [PROMPTPROF.dialect, call.dialect],
        [PROMPTPROF.notes, list(call.notes)],
    ];
}
function outcome(call) {
    return [
        [GEN_AI.responseModel, call.responseModel],
        [GEN_AI.responseId, call.responseId],
        [PROMPTPROF.serviceTier, call.serviceTier],
        [GEN_AI.finishReasons, call.finishReason === null ? null : [call.finishReason]],
        [GEN_AI.timeToFirstChunk, call.ttftMs === null ? null : { double: call.ttftMs / 1000 }],
        [OTEL.errorType, call.errorType],
        [OTEL.httpStatus, int(call.httpStatus)],
        [PROMPTPROF.errorClass, call.errorClass],
        [PROMPTPROF.attempts, int(call.attempts)],
        [PROMPTPROF.durationUnknown, call.durationMs === null ? true : null],
    ];
}
function usage(call) {
    return [
        [GEN_AI.inputTokens, int(call.inputTokens)],
        [GEN_AI.cacheReadTokens, int(call.cacheReadTokens)],
        [GEN_AI.cacheWriteTokens, int(call.cacheWriteTokens)],
        [PROMPTPROF.cacheWrite1h, int(call.cacheWrite1hTokens)],
        [GEN_AI.inputAudioTokens, int(call.inputAudioTokens)],
        [GEN_AI.outputTokens, int(call.outputTokens)],
        [GEN_AI.reasoningTokens, int(call.reasoningTokens)],
        [GEN_AI.outputAudioTokens, int(call.outputAudioTokens)],
        [PROMPTPROF.tokenSource, call.tokenSource],
        [PROMPTPROF.reportedCost, int(call.reportedCostNanoUsd)],
    ];
}
/** The shares themselves are the weights: shared out by them, the same input gives the same shares again. */
function anatomy({ segments }) {
    if (segments.length === 0)
        return [];
    return [
        [PROMPTPROF.segmentPaths, segments.map(({ path }) => path)],
        [PROMPTPROF.segmentKinds, segments.map(({ kind }) => kind)],
        [PROMPTPROF.segmentHashes, segments.map(({ hash }) => hash)],
        [PROMPTPROF.segmentWeights, { ints: segments.map(({ tokens }) => tokens ?? 0) }],
    ];
}
function int(value) {
    return value === null ? null : { int: value };
}
function list(values) {
    return values.length === 0 ? null : values;
}
function isKnown(pair) {
    return pair[1] !== null;
}
//# sourceMappingURL=call-attributes.js.map