import { standardFacts } from "../fields/call-facts.js";
import { callObservation } from "../fields/call-observation.js";
import { Fields } from "../fields/fields.js";
import { observe } from "../observe.js";
import { isId, isPlausibleTime } from "../wire/otlp-span.js";
import { finishReasonIn } from "./finish-reason-in.js";
/**
 * A details event says what the span of the same ids says, so it is read as that span, by the same dialects. One that
 * names its operation, as the conventions demand, claims a call. One that does not (OpenTelemetry's instrumentation of
 * OpenAI sends the input and the output apart, without operation or model) only tells facts; but one about another
 * operation, such as an agent, tells nothing of a call.
 */
export function readDetails(record, now) {
    const { traceId, spanId } = record;
    if (traceId === null || !isId(traceId, 32))
        return { kind: "rejected", reason: "invalid_trace_id" };
    if (spanId === null || !isId(spanId, 16))
        return { kind: "rejected", reason: "invalid_span_id" };
    const span = spanFor(record, traceId, spanId);
    const reading = observe(span);
    if (reading.kind === "rejected")
        return reading;
    if (reading.kind !== "call")
        return readPart(span, record);
    if (!isPlausibleTime(record.time, now))
        return { kind: "rejected", reason: "start_out_of_range" };
    const finishReason = reading.call.finishReason ?? finishReasonIn(record);
    return { ...reading, claim: "event", perAttempt: false, call: { ...reading.call, finishReason } };
}
/** An event is a moment: the time of the record is taken as the start, how long the call took is not known. */
function spanFor(record, traceId, spanId) {
    const { time: startTime, attributes, scope, resource } = record;
    return {
        traceId,
        spanId,
        parentSpanId: null,
        parentIsRemote: false,
        name: "",
        kind: 0,
        startTime,
        durationMs: null,
        attributes,
        events: [],
        links: [],
        status: { code: 0, message: "" },
        scope,
        resource,
    };
}
function readPart(span, record) {
    const fields = new Fields(span.attributes);
    if (fields.has("operation"))
        return { kind: "not_call" };
    const kind = { claim: "inferred", operation: "chat" };
    const reading = callObservation(span, standardFacts(span, fields, kind), "otel-genai");
    if (reading.kind === "rejected")
        return reading;
    const { traceId, spanId } = span;
    const call = { ...reading.call, finishReason: reading.call.finishReason ?? finishReasonIn(record) };
    const told = toldBy(call);
    return { kind: "facts", traceId, spanId, scope: span.scope.name, told, estimate: null, messages: [] };
}
const TOLD = [
    "provider",
    "requestModel",
    "responseModel",
    "responseId",
    "stream",
    "httpStatus",
    "errorClass",
    "errorType",
    "finishReason",
    "reportedCostNanoUsd",
    "inputTokens",
    "cacheReadTokens",
    "cacheWriteTokens",
    "cacheWrite1hTokens",
    "inputAudioTokens",
    "outputTokens",
    "reasoningTokens",
    "outputAudioTokens",
    "serviceTier",
];
/** What is known of it. */
function toldBy(call) {
    const known = TOLD.filter((field) => call[field] !== null).map((field) => [field, call[field]]);
    const told = Object.fromEntries(known);
    return call.tokenSource === "absent" ? told : { ...told, tokenSource: call.tokenSource };
}
//# sourceMappingURL=details-event.js.map