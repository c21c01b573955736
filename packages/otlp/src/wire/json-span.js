import { readJsonAttributes } from "./json-any-value.js";
import { jsonObject, jsonObjects, jsonText } from "./json-object.js";
import { isParentRemote, placeInTime } from "./otlp-span.js";
import { RejectedRecord } from "./rejected-record.js";
import { elapsedMs, unixNanoOf } from "./unix-nano.js";
/** A span of OTLP/JSON: ids are hex (not base64), enums numbers, 64-bit numbers text or numbers. @throws RejectedRecord */
export function readJsonSpan(span, context, now, limits) {
    const start = jsonUnixNano(span["startTimeUnixNano"]);
    const frame = {
        traceId: jsonHex(span["traceId"]),
        spanId: jsonHex(span["spanId"]),
        parentSpanId: jsonHex(span["parentSpanId"]) || null,
        start,
        end: jsonUnixNano(span["endTimeUnixNano"]),
    };
    const { startTime, durationMs } = placeInTime(frame, now);
    const status = jsonObject(span["status"]) ?? {};
    return {
        traceId: frame.traceId,
        spanId: frame.spanId,
        parentSpanId: frame.parentSpanId,
        parentIsRemote: isParentRemote(jsonNumber(span["flags"])),
        name: jsonText(span["name"]),
        kind: jsonNumber(span["kind"]),
        startTime,
        durationMs,
        attributes: readJsonAttributes(span["attributes"], limits),
        events: children(span["events"]).map((event) => ({
            name: jsonText(event["name"]),
            offsetMs: elapsedMs(start, jsonUnixNano(event["timeUnixNano"])),
            attributes: readJsonAttributes(event["attributes"], limits),
        })),
        links: children(span["links"]).map((link) => ({
            traceId: jsonHex(link["traceId"]),
            spanId: jsonHex(link["spanId"]),
            attributes: readJsonAttributes(link["attributes"], limits),
        })),
        status: { code: jsonNumber(status["code"]), message: jsonText(status["message"]) },
        ...context,
    };
}
function children(value) {
    const objects = jsonObjects(value);
    if (objects === undefined)
        throw new RejectedRecord("unreadable");
    return objects;
}
/** Lower-case hex; "" for none; one character, which is no length of an id, for what is no hex. */
export function jsonHex(value) {
    if (value === undefined || value === null)
        return "";
    return typeof value === "string" && /^[\da-f]*$/i.test(value) ? value.toLowerCase() : "?";
}
/** Epoch nanoseconds as text or number; absent = 0. @throws RejectedRecord for anything else */
export function jsonUnixNano(value) {
    if (value === undefined || value === null)
        return { high: 0, low: 0 };
    const time = typeof value === "string" || typeof value === "number" ? unixNanoOf(value) : undefined;
    if (time === undefined)
        throw new RejectedRecord("unreadable");
    return time;
}
export function jsonNumber(value) {
    return typeof value === "number" ? value : 0;
}
//# sourceMappingURL=json-span.js.map