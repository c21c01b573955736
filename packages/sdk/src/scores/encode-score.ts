import { GEN_AI, PROMPTPROF } from "@promptprof/model/words";
import { encodeAttributes, unixNano } from "../export/encode-span.ts";
import type { ProtobufWriter } from "../export/protobuf-writer.ts";
import type { SpanIds } from "../export/span-ids.ts";

/** A quality value of a call, ready to leave. */
export interface Score {
  /** null where the call is known by the provider's id alone. */
  readonly ids: SpanIds | null;
  readonly responseId: string | null;
  readonly name: string;
  readonly value: number;
  readonly source: string;
  readonly label: string | null;
  readonly project: string;
  /** Epoch milliseconds. */
  readonly time: number;
}

// Field numbers: opentelemetry-proto 1.x, logs/v1/logs.proto.
const LOG_RECORDS_OF_SCOPE = 2;
const LOG_RECORD = {
  time: 1,
  severity: 2,
  attributes: 6,
  traceId: 9,
  spanId: 10,
  observed: 11,
  eventName: 12,
};
const SEVERITY_INFO = 9;

/** Appends a score as the event that OpenTelemetry's GenAI conventions have for it, `gen_ai.evaluation.result`. */
export function encodeScore(writer: ProtobufWriter, score: Score): void {
  const record = writer.begin(LOG_RECORDS_OF_SCOPE);
  writer.fixed64(LOG_RECORD.time, unixNano(score.time));
  writer.varint(LOG_RECORD.severity, SEVERITY_INFO);
  encodeAttributes(writer, LOG_RECORD.attributes, Object.entries(attributesOf(score)));
  if (score.ids !== null) {
    writer.hex(LOG_RECORD.traceId, score.ids.traceId);
    writer.hex(LOG_RECORD.spanId, score.ids.spanId);
  }
  writer.fixed64(LOG_RECORD.observed, unixNano(score.time));
  writer.text(LOG_RECORD.eventName, GEN_AI.evaluationEvent);
  writer.finish(record);
}

function attributesOf({
  name,
  value,
  label,
  responseId,
  source,
  project,
}: Score): Record<string, string | number> {
  return {
    [GEN_AI.evaluationName]: name,
    [GEN_AI.evaluationValue]: value,
    ...(label !== null && { [GEN_AI.evaluationLabel]: label }),
    ...(responseId !== null && { [GEN_AI.responseId]: responseId }),
    [PROMPTPROF.scoreSource]: source,
    [PROMPTPROF.project]: project,
  };
}
