import Long from "long";
import { google, opentelemetry } from "#wire";
/** Answer to a trace export; null = everything was taken, and then `partial_success` must stay unset. */
export function encodeTraceResponse(encoding, partial) {
    const { ExportTraceServiceResponse } = opentelemetry.proto.collector.trace.v1;
    if (encoding === "json")
        return jsonResponse("rejectedSpans", partial);
    const rejectedSpans = Long.fromNumber(partial?.rejected ?? 0);
    return ExportTraceServiceResponse.encode({
        partialSuccess: partial && { rejectedSpans, errorMessage: partial.message },
    }).finish();
}
/** Answer to a log export; null = everything was taken. */
export function encodeLogsResponse(encoding, partial) {
    const { ExportLogsServiceResponse } = opentelemetry.proto.collector.logs.v1;
    if (encoding === "json")
        return jsonResponse("rejectedLogRecords", partial);
    const rejectedLogRecords = Long.fromNumber(partial?.rejected ?? 0);
    return ExportLogsServiceResponse.encode({
        partialSuccess: partial && { rejectedLogRecords, errorMessage: partial.message },
    }).finish();
}
/** Answer to a metrics export; null = everything was taken. */
export function encodeMetricsResponse(encoding, partial) {
    const { ExportMetricsServiceResponse } = opentelemetry.proto.collector.metrics.v1;
    if (encoding === "json")
        return jsonResponse("rejectedDataPoints", partial);
    const rejectedDataPoints = Long.fromNumber(partial?.rejected ?? 0);
    return ExportMetricsServiceResponse.encode({
        partialSuccess: partial && { rejectedDataPoints, errorMessage: partial.message },
    }).finish();
}
/**
 * Body of a failed request, google.rpc.Status.
 * @param code gRPC status code, for example 3 = INVALID_ARGUMENT, 8 = RESOURCE_EXHAUSTED, 14 = UNAVAILABLE
 */
export function encodeStatus(encoding, code, message) {
    if (encoding === "json")
        return Buffer.from(JSON.stringify({ code, message }));
    return google.rpc.Status.encode({ code, message }).finish();
}
/**
 * The partial success of what was rejected, by reason: "3 rejected: 2 invalid_utf8, 1 negative_tokens".
 * null when nothing was.
 */
export function partialSuccessOf(rejected) {
    const reasons = Object.entries(rejected).filter(([, n]) => (n ?? 0) > 0);
    const count = reasons.reduce((sum, [, n]) => sum + (n ?? 0), 0);
    if (count === 0)
        return null;
    return {
        rejected: count,
        message: `${count} rejected: ${reasons.map(([reason, n]) => `${n} ${reason}`).join(", ")}`,
    };
}
/** proto3's JSON writes int64 as text. */
function jsonResponse(countField, partial) {
    if (partial === null)
        return Buffer.from("{}");
    const partialSuccess = { [countField]: String(partial.rejected), errorMessage: partial.message };
    return Buffer.from(JSON.stringify({ partialSuccess }));
}
//# sourceMappingURL=encode-response.js.map