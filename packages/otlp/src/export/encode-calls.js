import Long from "long";
import { opentelemetry } from "#wire";
import { OWN_SCOPE } from "../dialects/promptprof.js";
import { ownResources } from "./own-span.js";
const { Span, Status } = opentelemetry.proto.trace.v1;
/**
 * Calls as the protobuf body of an ExportTraceServiceRequest in our own dialect: what the importer and the demo send,
 * so that they go through the same door as everyone. Read back by `observe`, a call is equal up to its price; times
 * are kept to the nanosecond.
 */
export function encodeCalls(calls) {
    const { ExportTraceServiceRequest } = opentelemetry.proto.collector.trace.v1;
    return ExportTraceServiceRequest.encode({
        resourceSpans: ownResources(calls).map(({ attributes, spans }) => ({
            resource: { attributes: attributes.map(wireKeyValue) },
            scopeSpans: [{ scope: { name: OWN_SCOPE }, spans: spans.map(wireSpan) }],
        })),
    }).finish();
}
function wireSpan(span) {
    return {
        traceId: Buffer.from(span.traceId, "hex"),
        spanId: Buffer.from(span.spanId, "hex"),
        name: span.name,
        kind: Span.SpanKind.SPAN_KIND_CLIENT,
        startTimeUnixNano: Long.fromString(span.startNano.toString(), true),
        endTimeUnixNano: Long.fromString(span.endNano.toString(), true),
        attributes: span.attributes.map(wireKeyValue),
        status: span.failed ? { code: Status.StatusCode.STATUS_CODE_ERROR } : null,
    };
}
function wireKeyValue([key, value]) {
    return { key, value: wireValue(value) };
}
function wireValue(value) {
    if (typeof value === "string")
        return { stringValue: value };
    if (typeof value === "boolean")
        return { boolValue: value };
    if ("int" in value)
        return { intValue: Long.fromNumber(value.int) };
    if ("double" in value)
        return { doubleValue: value.double };
    const values = "ints" in value ? value.ints.map((int) => ({ int })) : value;
    return { arrayValue: { values: values.map(wireValue) } };
}
//# sourceMappingURL=encode-calls.js.map