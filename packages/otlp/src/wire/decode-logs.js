import { opentelemetry } from "#wire";
import { hex, readAnyValue, readAttributes, unixNano } from "./any-value.js";
import { ATTRIBUTE_LIMITS, } from "./attribute-value.js";
import { readEnvelope } from "./envelope.js";
import { readJsonAnyValue, readJsonAttributes } from "./json-any-value.js";
import { jsonRecords } from "./json-envelope.js";
import { jsonText } from "./json-object.js";
import { jsonHex, jsonNumber, jsonUnixNano } from "./json-span.js";
import { RejectedRecord } from "./rejected-record.js";
import { epochMs } from "./unix-nano.js";
import { WireReader } from "./wire-reader.js";
/** Reads the body of an ExportLogsServiceRequest. @throws MalformedBodyError */
export function decodeLogs(body, encoding, limits = ATTRIBUTE_LIMITS) {
    const { records, rejected } = encoding === "json"
        ? jsonRecords(body, "Logs", "logRecords", limits, (record, context) => readJsonRecord(record, context, limits))
        : readProtobuf(body, limits);
    return { records, rejected };
}
function readProtobuf(body, limits) {
    const { LogRecord } = opentelemetry.proto.logs.v1;
    const reader = new WireReader(body);
    return readEnvelope(body, limits, (frame, context) => {
        const record = reader.decode(frame, (from, length) => LogRecord.decode(from, length));
        return readRecord(record, context, limits);
    });
}
function readRecord(record, context, limits) {
    const attributes = readAttributes(record.attributes, limits);
    return {
        time: epochMs(unixNano(record.timeUnixNano)) || epochMs(unixNano(record.observedTimeUnixNano)),
        eventName: record.eventName || eventNameIn(attributes),
        severity: record.severityNumber ?? 0,
        body: readAnyValue(record.body, limits),
        attributes,
        ...spanOf(hex(record.traceId), hex(record.spanId)),
        ...context,
    };
}
function readJsonRecord(record, context, limits) {
    const attributes = readJsonAttributes(record["attributes"], limits);
    return {
        time: epochMs(jsonUnixNano(record["timeUnixNano"])) || epochMs(jsonUnixNano(record["observedTimeUnixNano"])),
        eventName: jsonText(record["eventName"]) || eventNameIn(attributes),
        severity: jsonNumber(record["severityNumber"]),
        body: readJsonAnyValue(record["body"], limits),
        attributes,
        ...spanOf(jsonHex(record["traceId"]), jsonHex(record["spanId"])),
        ...context,
    };
}
/** `event.name` before the field existed (1.36 and older), `event_name` by LiteLLM. */
function eventNameIn(attributes) {
    const name = attributes.get("event.name") ?? attributes.get("event_name");
    return typeof name === "string" ? name : "";
}
/** A record need not belong to a span, but what it names must be an id. */
function spanOf(traceId, spanId) {
    if (traceId !== "" && traceId.length !== 32)
        throw new RejectedRecord("invalid_trace_id");
    if (spanId !== "" && spanId.length !== 16)
        throw new RejectedRecord("invalid_span_id");
    return { traceId: traceId || null, spanId: spanId || null };
}
//# sourceMappingURL=decode-logs.js.map