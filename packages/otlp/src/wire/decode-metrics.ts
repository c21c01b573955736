import type Long from "long";
import { opentelemetry } from "#wire";
import { readAttributes, unixNano, wholeNumberOf } from "./any-value.ts";
import { ATTRIBUTE_LIMITS, type AttributeLimits, type Attributes } from "./attribute-value.ts";
import type { BodyEncoding } from "./decode-traces.ts";
import { readEnvelope, type RecordContext } from "./envelope.ts";
import { readJsonAttributes } from "./json-any-value.ts";
import { jsonRecords } from "./json-envelope.ts";
import { type JsonObject, jsonObject, jsonObjects, jsonText } from "./json-object.ts";
import { jsonNumber, jsonUnixNano } from "./json-span.ts";
import type { Scope } from "./otlp-span.ts";
import { type RecordCollector, type Rejected, RejectedRecord } from "./rejected-record.ts";
import { epochMs } from "./unix-nano.ts";
import { WireReader } from "./wire-reader.ts";

type WireMetric = opentelemetry.proto.metrics.v1.Metric.$Properties;

const METRIC_KINDS = ["gauge", "sum", "histogram", "exponentialHistogram", "summary"] as const;
export type OtlpMetricKind = (typeof METRIC_KINDS)[number];

/** A metric in plain values. Buckets are left out: the calls themselves give better quantiles. */
export interface OtlpMetric {
  readonly name: string;
  readonly unit: string;
  readonly kind: OtlpMetricKind;
  /** 0 does not apply, 1 delta, 2 cumulative: cumulative points repeat, and must not be added up. */
  readonly temporality: number;
  readonly points: readonly OtlpMetricPoint[];
  readonly scope: Scope;
  readonly resource: Attributes;
}

export interface OtlpMetricPoint {
  readonly attributes: Attributes;
  /** Epoch ms; start 0 = unknown. */
  readonly startTime: number;
  readonly time: number;
  /** Value of a gauge or sum, sum of a histogram or summary; null where there is none. */
  readonly value: number | null;
  /** Observations of a histogram or summary; null for the others. */
  readonly count: number | null;
}

export interface DecodedMetrics {
  readonly metrics: readonly OtlpMetric[];
  readonly rejected: Rejected;
}

/** Reads the body of an ExportMetricsServiceRequest. A metric without data is rejected. @throws MalformedBodyError */
export function decodeMetrics(
  body: Uint8Array,
  encoding: BodyEncoding,
  limits: AttributeLimits = ATTRIBUTE_LIMITS,
): DecodedMetrics {
  const { records, rejected } =
    encoding === "json"
      ? jsonRecords(body, "Metrics", "metrics", limits, (metric, context) =>
          readJsonMetric(metric, context, limits),
        )
      : readProtobuf(body, limits);
  return { metrics: records, rejected };
}

function readProtobuf(body: Uint8Array, limits: AttributeLimits): RecordCollector<OtlpMetric> {
  const { Metric } = opentelemetry.proto.metrics.v1;
  const reader = new WireReader(body);
  return readEnvelope(body, limits, (frame, context) => {
    const metric = reader.decode(frame, (from, length) => Metric.decode(from, length));
    return readMetric(metric, context, limits);
  });
}

/** The fields that the five kinds of data have, as far as they have them. */
interface WireData {
  readonly aggregationTemporality?: number | null;
  readonly dataPoints?: readonly WirePoint[] | null;
}

interface WirePoint {
  readonly attributes?: Parameters<typeof readAttributes>[0];
  readonly startTimeUnixNano?: Long | null;
  readonly timeUnixNano?: Long | null;
  readonly asDouble?: number | null;
  readonly asInt?: Long | null;
  readonly sum?: number | null;
  readonly count?: Long | null;
}

function readMetric(metric: WireMetric, context: RecordContext, limits: AttributeLimits): OtlpMetric {
  const kind = METRIC_KINDS.find((name) => metric[name]);
  const data: WireData | null | undefined = kind && metric[kind];
  if (!kind || !data) throw new RejectedRecord("unreadable");
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

function readJsonMetric(metric: JsonObject, context: RecordContext, limits: AttributeLimits): OtlpMetric {
  const kind = METRIC_KINDS.find((name) => jsonObject(metric[name]));
  const data = kind && jsonObject(metric[kind]);
  const points = data && jsonObjects(data["dataPoints"]);
  if (!kind || !points) throw new RejectedRecord("unreadable");
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
function jsonCount(value: unknown): number | null {
  if (value === undefined || value === null || value === "") return null;
  const number = typeof value === "number" || typeof value === "string" ? Number(value) : Number.NaN;
  if (Number.isNaN(number) && value !== "NaN") throw new RejectedRecord("unreadable");
  return number;
}
