import { OWN_SCOPE } from "../dialects/promptprof.js";
import { ownResources } from "./own-span.js";
const KIND_CLIENT = 3;
const STATUS_ERROR = 2;
/** The same as `encodeCalls` in OTLP/JSON: ids in hex, 64-bit numbers as text. */
export function encodeCallsJson(calls) {
    const resourceSpans = ownResources(calls).map(({ attributes, spans }) => ({
        resource: { attributes: attributes.map(jsonKeyValue) },
        scopeSpans: [{ scope: { name: OWN_SCOPE }, spans: spans.map(jsonSpan) }],
    }));
    return Buffer.from(JSON.stringify({ resourceSpans }));
}
function jsonSpan(span) {
    return {
        traceId: span.traceId,
        spanId: span.spanId,
        name: span.name,
        kind: KIND_CLIENT,
        startTimeUnixNano: span.startNano.toString(),
        endTimeUnixNano: span.endNano.toString(),
        attributes: span.attributes.map(jsonKeyValue),
        status: span.failed ? { code: STATUS_ERROR } : {},
    };
}
function jsonKeyValue([key, value]) {
    return { key, value: jsonValue(value) };
}
function jsonValue(value) {
    if (typeof value === "string")
        return { stringValue: value };
    if (typeof value === "boolean")
        return { boolValue: value };
    if ("int" in value)
        return { intValue: String(value.int) };
    if ("double" in value)
        return { doubleValue: value.double };
    const values = "ints" in value ? value.ints.map((int) => ({ int })) : value;
    return { arrayValue: { values: values.map(jsonValue) } };
}
//# sourceMappingURL=encode-calls-json.js.map