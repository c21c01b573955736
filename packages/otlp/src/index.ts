export type {
  CallObservation,
  ContextObservation,
  FactsObservation,
  Inherited,
  LateObservation,
  MergeRule,
  Observation,
  Observed,
  Settled,
  SettledCall,
  ToldFields,
} from "./observation.ts";
export type { Dialect, NotCall, Reading } from "./dialects/dialect.ts";
export type { RejectedScore, ScoreReading, ScoreRejection } from "./events/evaluation-event.ts";
export { gatherFacts } from "./events/gather-facts.ts";
export type { LogReading } from "./events/observe-log.ts";
export { observeLog } from "./events/observe-log.ts";
export { encodeCalls } from "./export/encode-calls.ts";
export { encodeCallsJson } from "./export/encode-calls-json.ts";
export type { RejectedSpan } from "./fields/call-observation.ts";
export { NOT_PRICED_YET } from "./fields/call-observation.ts";
export type { FinishClass } from "./fields/finish-reason.ts";
export { finishClass } from "./fields/finish-reason.ts";
export type { Failure } from "./fields/error-class-of.ts";
export { errorClassOf } from "./fields/error-class-of.ts";
export type { Note } from "./fields/notes.ts";
export { NOTES } from "./fields/notes.ts";
export type { CallTexts } from "./fields/call-texts.ts";
export { callTexts } from "./fields/call-texts.ts";
export type { MessageEstimate, TokenEstimate } from "./fields/token-estimate.ts";
export { CHAT_TOKENS, isChat } from "./fields/token-estimate.ts";
export type { EventTexts } from "./events/event-texts.ts";
export { eventTexts } from "./events/event-texts.ts";
export { timePerOutputTokenMs } from "./fields/time-per-output-token.ts";
export type { TokenRejection } from "./fields/token-count.ts";
export type { ObserveOptions } from "./observe.ts";
export { observe } from "./observe.ts";
export type { SettlerOptions } from "./settling/settler.ts";
export { Settler, SETTLER_DEFAULTS } from "./settling/settler.ts";
export type { AttributeLimits, Attributes, AttributeValue } from "./wire/attribute-value.ts";
export { ATTRIBUTE_LIMITS } from "./wire/attribute-value.ts";
export { BodyTooLargeError, MalformedBodyError, UnsupportedEncodingError } from "./wire/body-error.ts";
export type { DecodedLogs, OtlpLogRecord } from "./wire/decode-logs.ts";
export { decodeLogs } from "./wire/decode-logs.ts";
export type { DecodedMetrics, OtlpMetric, OtlpMetricKind, OtlpMetricPoint } from "./wire/decode-metrics.ts";
export { decodeMetrics } from "./wire/decode-metrics.ts";
export type { BodyEncoding, DecodedTraces } from "./wire/decode-traces.ts";
export { decodeTraces } from "./wire/decode-traces.ts";
export type { PartialSuccess } from "./wire/encode-response.ts";
export {
  encodeLogsResponse,
  encodeMetricsResponse,
  encodeStatus,
  encodeTraceResponse,
  partialSuccessOf,
} from "./wire/encode-response.ts";
export type { BodyLimits } from "./wire/inflate.ts";
export { BODY_LIMITS, inflate } from "./wire/inflate.ts";
export type { DecodeOptions, OtlpSpan, Scope, SpanEvent, SpanLink, SpanStatus } from "./wire/otlp-span.ts";
export type { Rejected, RejectReason } from "./wire/rejected-record.ts";
