import { ATTRIBUTE_LIMITS } from "./attribute-value.js";
import { ByteReader } from "./byte-reader.js";
import { readEnvelope } from "./envelope.js";
import { jsonRecords } from "./json-envelope.js";
import { readJsonSpan } from "./json-span.js";
import { readSpan } from "./span-reader.js";
/**
 * Reads the body of an ExportTraceServiceRequest. An empty body is an empty request.
 *
 * @throws MalformedBodyError with a one-line reason when nothing of the body can be trusted
 */
export function decodeTraces(body, encoding, options) {
    const { now, attributeLimits = ATTRIBUTE_LIMITS } = options;
    const decode = encoding === "json" ? decodeJson : decodeProtobuf;
    const { records, rejected } = decode(body, now, attributeLimits);
    return { spans: records, rejected };
}
function decodeJson(body, now, limits) {
    return jsonRecords(body, "Spans", "spans", limits, (span, context) => readJsonSpan(span, context, now, limits));
}
function decodeProtobuf(body, now, limits) {
    const reader = new ByteReader(body);
    return readEnvelope(body, limits, (frame, context) => {
        reader.open(frame);
        return readSpan(reader, context, now, limits);
    });
}
//# sourceMappingURL=decode-traces.js.map