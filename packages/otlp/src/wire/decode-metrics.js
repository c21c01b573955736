import { opentelemetry } from "#wire";
import { readAttributes, unixNano, wholeNumberOf } from "./any-value.js";
import { ATTRIBUTE_LIMITS } from "./attribute-value.js";
import { readEnvelope } from "./envelope.js";
import { readJsonAttributes } from "./json-any-value.js";
import { jsonRecords } from "./json-envelope.js";
import { jsonObject, jsonObjects, jsonText } from "./json-object.js";
import { jsonNumber, jsonUnixNano } from "./json-span.js";
import { RejectedRecord } from "./rejected-record.js";
import { epochMs } from "./unix-nano.js";
import { WireReader } from "./wire-reader.js";
const METRIC_KINDS = ["gauge", "sum", "histogram", "exponentialHistogram", "summary"];
/** Reads the body of an ExportMetricsServiceRequest. A metric without data is rejected. @throws MalformedBodyError */
export function decodeMetrics(body, encoding, limits = ATTRIBUTE_LIMITS) {
    const { records, rejected } = encoding === "json"
        ? jsonRecords(body, "Metrics", "metrics", limits, (metric, context) => readJsonMetric(metric, context, limits))
        : readProtobuf(body, limits);
    return { metrics: records, rejected };
}
function readProtobuf(body, limits) {
    const { Metric } = opentelemetry.proto.metrics.v1;
    const reader = new WireReader(body);
    return readEnvelope(body, limits, (frame, context) => {
        const metric = reader.decode(frame, (from, length) => Metric.decode(from, length));
        return readMetric(metric, context, limits);
    });
}
function readMetric(metric, context, limits) {
    const kind = METRIC_KINDS.find((name) => metric[name]);
    const data = kind && metric[kind];
    if (!kind || !data)
        throw new RejectedRecord("unreadable");
    return {
        name: metric.name ?? "",
        unit: metric.unit ?? "",
        kind,
        temporality: data.aggregationTemporality ?? 0,
        points: (data.dataPoints ?? []).map((point) => ({
            attributes: readAttributes(point.attributes, limits),
            startTime: epochMs(unixNano(point.startTimeUnixNano)),
            time: epochMs(unixNano(point.timeUnixNano)),
            value: point.asInt ? Number(wholeNumberOf(point.asInt)) : (point.asDouble ?? point.sum ?? null),
            count: point.count ? Number(wholeNumberOf(point.count)) : null,
        })),
        ...context,
    };
}
function readJsonMetric(metric, context, limits) {
    const kind = METRIC_KINDS.find((name) => jsonObject(metric[name]));
    const data = kind && jsonObject(metric[kind]);
    const points = data && jsonObjects(data["dataPoints"]);
    if (!kind || !points)
        throw new RejectedRecord("unreadable");
    return {
        name: jsonText(metric["name"]),
        unit: jsonText(metric["unit"]),
        kind,
        temporality: jsonNumber(data?.["aggregationTemporality"]),
        points: points.map((point) => ({
            attributes: readJsonAttributes(point["attributes"], limits),
            startTime: epochMs(jsonUnixNano(point["startTimeUnixNano"])),
            time: epochMs(jsonUnixNano(point["timeUnixNano"])),
            value: jsonCount(point["asInt"] ?? point["asDouble"] ?? point["sum"]),
            count: jsonCount(point["count"]),
        })),
        ...context,
    };
}
/** A number, or a number as text, which is how int64 is written. */
function jsonCount(value) {
    if (value === undefined || value === null || value === "")
        return null;
    const number = typeof value === "number" || typeof value === "string" ? Number(value) : Number.NaN;
    if (Number.isNaN(number) && value !== "NaN")
        throw new RejectedRecord("unreadable");
    return number;
}
//# sourceMappingURL=decode-metrics.js.map