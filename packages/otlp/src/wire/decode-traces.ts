import type Long from "long";
import { opentelemetry } from "#wire";
import { readAttributes } from "./any-value.ts";
import { ATTRIBUTE_LIMITS, type AttributeLimits } from "./attribute-value.ts";
import { readEnvelope, type RecordContext } from "./envelope.ts";
import { jsonRecords } from "./json-envelope.ts";
import { readJsonSpan } from "./json-span.ts";
import { type DecodeOptions, isParentRemote, type OtlpSpan, placeInTime } from "./otlp-span.ts";
import type { Rejected } from "./rejected-record.ts";
import { elapsedMs, type UnixNano } from "./unix-nano.ts";
import type { WireReader } from "./wire-reader.ts";

type WireSpan = opentelemetry.proto.trace.v1.Span.$Properties;

/** The two bodies that OTLP/HTTP knows: `application/x-protobuf` and `application/json`. */
export type BodyEncoding = "protobuf" | "json";

export interface DecodedTraces {
  readonly spans: readonly OtlpSpan[];
  /** Spans that were left out, by reason. Unknown fields reject nothing. */
  readonly rejected: Rejected;
}

/**
 * Reads the body of an ExportTraceServiceRequest. An empty body is an empty request.
 *
 * @throws MalformedBodyError with a one-line reason when nothing of the body can be trusted
 */
export function decodeTraces(
  body: Uint8Array,
  encoding: BodyEncoding,
  options: DecodeOptions,
): DecodedTraces {
  const limits = options.attributeLimits ?? ATTRIBUTE_LIMITS;
  const { records, rejected } =
    encoding === "json"
      ? jsonRecords(body, "Spans", "spans", limits, (span, context) =>
          readJsonSpan(span, context, options.now, limits),
        )
      : readEnvelope(body, decodeSpan, limits, (span, context) =>
          readSpan(span, context, options.now, limits),
        );
  return { spans: records, rejected };
}

const decodeSpan = (reader: WireReader, length: number): WireSpan =>
  opentelemetry.proto.trace.v1.Span.decode(reader, length);

function readSpan(span: WireSpan, context: RecordContext, now: number, limits: AttributeLimits): OtlpSpan {
  const start = unixNano(span.startTimeUnixNano);
  const frame = {
    traceId: hex(span.traceId),
    spanId: hex(span.spanId),
    parentSpanId: hex(span.parentSpanId) || null,
    start,
    end: unixNano(span.endTimeUnixNano),
  };
  const { startTime, durationMs } = placeInTime(frame, now);
  return {
    traceId: frame.traceId,
    spanId: frame.spanId,
    parentSpanId: frame.parentSpanId,
    parentIsRemote: isParentRemote(span.flags ?? 0),
    name: span.name ?? "",
    kind: span.kind ?? 0,
    startTime,
    durationMs,
    attributes: readAttributes(span.attributes, limits),
    events: (span.events ?? []).map((event) => ({
      name: event.name ?? "",
      offsetMs: elapsedMs(start, unixNano(event.timeUnixNano)),
      attributes: readAttributes(event.attributes, limits),
    })),
    links: (span.links ?? []).map((link) => ({
      traceId: hex(link.traceId),
      spanId: hex(link.spanId),
      attributes: readAttributes(link.attributes, limits),
    })),
    status: { code: span.status?.code ?? 0, message: span.status?.message ?? "" },
    ...context,
  };
}

/** Bytes of an id as lower-case hex; "" for none. */
export function hex(bytes: Uint8Array | null | undefined): string {
  if (!bytes || bytes.length === 0) return "";
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("hex");
}

const MIDNIGHT_1970: UnixNano = { high: 0, low: 0 };

export function unixNano(time: Long | null | undefined): UnixNano {
  return time ? { high: time.high >>> 0, low: time.low >>> 0 } : MIDNIGHT_1970;
}
