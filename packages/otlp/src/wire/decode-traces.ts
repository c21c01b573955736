import { ATTRIBUTE_LIMITS, type AttributeLimits } from "./attribute-value.ts";
import { ByteReader } from "./byte-reader.ts";
import { readEnvelope } from "./envelope.ts";
import { jsonRecords } from "./json-envelope.ts";
import { readJsonSpan } from "./json-span.ts";
import type { DecodeOptions, OtlpSpan } from "./otlp-span.ts";
import type { RecordCollector, Rejected } from "./rejected-record.ts";
import { readSpan } from "./span-reader.ts";

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
  const { now, attributeLimits = ATTRIBUTE_LIMITS } = options;
  const decode = encoding === "json" ? decodeJson : decodeProtobuf;
  const { records, rejected } = decode(body, now, attributeLimits);
  return { spans: records, rejected };
}

function decodeJson(body: Uint8Array, now: number, limits: AttributeLimits): RecordCollector<OtlpSpan> {
  return jsonRecords(body, "Spans", "spans", limits, (span, context) =>
    readJsonSpan(span, context, now, limits),
  );
}

function decodeProtobuf(body: Uint8Array, now: number, limits: AttributeLimits): RecordCollector<OtlpSpan> {
  const reader = new ByteReader(body);
  return readEnvelope(body, limits, (frame, context) => {
    reader.open(frame);
    return readSpan(reader, context, now, limits);
  });
}
