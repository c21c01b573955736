import { type Call, GEN_AI, OTEL, PROMPTPROF } from "@promptprof/model";

/** A value as our own spans need it. */
export type OwnValue =
  | string
  | boolean
  | { readonly int: number }
  | { readonly double: number }
  | readonly string[]
  | { readonly ints: readonly number[] };

/** A call's attributes in our own dialect; what is unknown is left out. */
export function callAttributes(call: Call): [key: string, value: OwnValue][] {
  return [
    ...request(call),
    ...outcome(call),
    ...stream(call),
    ...limits(call),
    ...usage(call),
    ...anatomy(call),
  ].filter(isKnown);
}

type Pair = [key: string, value: OwnValue | null];

function request(call: Call): Pair[] {
  return [
    [GEN_AI.operation, call.operation],
    [GEN_AI.provider, call.provider],
    [GEN_AI.requestModel, call.requestModel],
    [GEN_AI.stream, call.stream],
    [GEN_AI.promptName, call.prompt],
    [GEN_AI.promptVersion, call.version],
    [PROMPTPROF.promptLabel, call.versionLabel],
    [PROMPTPROF.promptCommit, call.gitCommit],
    [GEN_AI.conversation, call.session],
    [OTEL.user, call.user],
    [PROMPTPROF.project, call.project],
    [PROMPTPROF.team, call.team],
    [PROMPTPROF.tags, list(call.tags)],
    [PROMPTPROF.experiment, call.experiment],
    [PROMPTPROF.promptSource, call.promptSource],
    [PROMPTPROF.dialect, call.dialect],
    [PROMPTPROF.notes, list(call.notes)],
  ];
}

function outcome(call: Call): Pair[] {
  return [
    [GEN_AI.responseModel, call.responseModel],
    [GEN_AI.responseId, call.responseId],
    [PROMPTPROF.requestId, call.requestId],
    [PROMPTPROF.serviceTier, call.serviceTier],
    [GEN_AI.finishReasons, call.finishReason === null ? null : [call.finishReason]],
    [PROMPTPROF.toolCalls, int(call.toolCalls)],
    [GEN_AI.timeToFirstChunk, seconds(call.ttftMs)],
    [PROMPTPROF.timeToHeaders, seconds(call.headersMs)],
    [PROMPTPROF.retryWait, seconds(call.retryWaitMs)],
    [OTEL.errorType, call.errorType],
    [OTEL.httpStatus, int(call.httpStatus)],
    [PROMPTPROF.errorClass, call.errorClass],
    [PROMPTPROF.attempts, int(call.attempts)],
    [PROMPTPROF.durationUnknown, call.durationMs === null ? true : null],
  ];
}

function stream({ gaps }: Call): Pair[] {
  if (gaps === null) return [];
  return [
    [PROMPTPROF.gapCount, int(gaps.count)],
    [PROMPTPROF.gapP50, seconds(gaps.p50Ms)],
    [PROMPTPROF.gapP99, seconds(gaps.p99Ms)],
    [PROMPTPROF.gapMax, seconds(gaps.maxMs)],
  ];
}

function limits({ rateLimit }: Call): Pair[] {
  if (rateLimit === null) return [];
  return [
    [PROMPTPROF.limitRequests, int(rateLimit.limitRequests)],
    [PROMPTPROF.remainingRequests, int(rateLimit.remainingRequests)],
    [PROMPTPROF.limitTokens, int(rateLimit.limitTokens)],
    [PROMPTPROF.remainingTokens, int(rateLimit.remainingTokens)],
  ];
}

function usage(call: Call): Pair[] {
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
function anatomy({ segments }: Call): Pair[] {
  if (segments.length === 0) return [];
  return [
    [PROMPTPROF.segmentPaths, segments.map(({ path }) => path)],
    [PROMPTPROF.segmentKinds, segments.map(({ kind }) => kind)],
    [PROMPTPROF.segmentHashes, segments.map(({ hash }) => hash)],
    [PROMPTPROF.segmentWeights, { ints: segments.map(({ tokens }) => tokens ?? 0) }],
  ];
}

function int(value: number | null): OwnValue | null {
  return value === null ? null : { int: value };
}

function seconds(ms: number | null): OwnValue | null {
  return ms === null ? null : { double: ms / 1000 };
}

function list(values: readonly string[]): OwnValue | null {
  return values.length === 0 ? null : values;
}

function isKnown(pair: Pair): pair is [string, OwnValue] {
  return pair[1] !== null;
}
