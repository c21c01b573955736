import { opentelemetry } from "#wire";
import { hex, readAnyValue, readAttributes, unixNano } from "./any-value.ts";
import {
  ATTRIBUTE_LIMITS,
  type AttributeLimits,
  type Attributes,
  type AttributeValue,
} from "./attribute-value.ts";
import type { BodyEncoding } from "./decode-traces.ts";
import { readEnvelope, type RecordContext } from "./envelope.ts";
import { readJsonAnyValue, readJsonAttributes } from "./json-any-value.ts";
import { jsonRecords } from "./json-envelope.ts";
import { type JsonObject, jsonText } from "./json-object.ts";
import { jsonHex, jsonNumber, jsonUnixNano } from "./json-span.ts";
import type { Scope } from "./otlp-span.ts";
import { type RecordCollector, type Rejected, RejectedRecord } from "./rejected-record.ts";
import { epochMs } from "./unix-nano.ts";
import { WireReader } from "./wire-reader.ts";

type WireLogRecord = opentelemetry.proto.logs.v1.LogRecord.$Properties;

/** A log record in plain values. */
export interface OtlpLogRecord {
  /** Epoch ms of the event, else of its observation; 0 = neither is known. */
  readonly time: number;
  /** Name of the event: the field, else the attribute that older instrumentations write; "" for a plain log line. */
  readonly eventName: string;
  readonly severity: number;
  readonly body: AttributeValue;
  readonly attributes: Attributes;
  /** null = belongs to no span. */
  readonly traceId: string | null;
  readonly spanId: string | null;
  readonly scope: Scope;
  readonly resource: Attributes;
}

export interface DecodedLogs {
  readonly records: readonly OtlpLogRecord[];
  readonly rejected: Rejected;
}

/** Reads the body of an ExportLogsServiceRequest. @throws MalformedBodyError */
export function decodeLogs(
  body: Uint8Array,
  encoding: BodyEncoding,
  limits: AttributeLimits = ATTRIBUTE_LIMITS,
): DecodedLogs {
  const { records, rejected } =
    encoding === "json"
      ? jsonRecords(body, "Logs", "logRecords", limits, (record, context) =>
          readJsonRecord(record, context, limits),
        )
      : readProtobuf(body, limits);
  return { records, rejected };
}

function readProtobuf(body: Uint8Array, limits: AttributeLimits): RecordCollector<OtlpLogRecord> {
  const { LogRecord } = opentelemetry.proto.logs.v1;
  const reader = new WireReader(body);
  return readEnvelope(body, limits, (frame, context) => {
    const record = reader.decode(frame, (from, length) => LogRecord.decode(from, length));
    return readRecord(record, context, limits);
  });
}

function readRecord(record: WireLogRecord, context: RecordContext, limits: AttributeLimits): OtlpLogRecord {
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

function readJsonRecord(record: JsonObject, context: RecordContext, limits: AttributeLimits): OtlpLogRecord {
  const attributes = readJsonAttributes(record["attributes"], limits);
  return {
    time:
      epochMs(jsonUnixNano(record["timeUnixNano"])) || epochMs(jsonUnixNano(record["observedTimeUnixNano"])),
    eventName: jsonText(record["eventName"]) || eventNameIn(attributes),
    severity: jsonNumber(record["severityNumber"]),
    body: readJsonAnyValue(record["body"], limits),
    attributes,
    ...spanOf(jsonHex(record["traceId"]), jsonHex(record["spanId"])),
    ...context,
  };
}

/** `event.name` before the field existed (1.36 and older), `event_name` by LiteLLM. */
function eventNameIn(attributes: Attributes): string {
  const name = attributes.get("event.name") ?? attributes.get("event_name");
  return typeof name === "string" ? name : "";
}

/** A record need not belong to a span, but what it names must be an id. */
function spanOf(traceId: string, spanId: string): { traceId: string | null; spanId: string | null } {
  if (traceId !== "" && traceId.length !== 32) throw new RejectedRecord("invalid_trace_id");
  if (spanId !== "" && spanId.length !== 16) throw new RejectedRecord("invalid_span_id");
  return { traceId: traceId || null, spanId: spanId || null };
}
