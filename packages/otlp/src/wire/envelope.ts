import { opentelemetry } from "#wire";
import { readAttributes } from "./any-value.ts";
import type { AttributeLimits, Attributes } from "./attribute-value.ts";
import { MalformedBodyError } from "./body-error.ts";
import type { Scope } from "./otlp-span.ts";
import { RecordCollector, RejectedRecord, type RejectReason } from "./rejected-record.ts";
import { WireReader } from "./wire-reader.ts";

/** What all records of one scope have in common. */
export interface RecordContext {
  readonly resource: Attributes;
  readonly scope: Scope;
}

/** A generated decoder, such as `Span.decode`. */
export type MessageDecoder<M> = (reader: WireReader, length: number) => M;

/**
 * Reads every record of a protobuf export request. The three requests (traces, logs, metrics) share one shape:
 * request.1 = resources; resource.1 = its attributes, .2 = scopes; scope.1 = its name, .2 = records.
 *
 * The outer levels are walked by hand, so that a broken record costs only itself: its length is known before its
 * content is read.
 *
 * @throws MalformedBodyError where a length leaves its frame, so that the next record cannot be found
 */
export function readEnvelope<M, T>(
  body: Uint8Array,
  decoder: MessageDecoder<M>,
  limits: AttributeLimits,
  read: (message: M, context: RecordContext) => T,
): RecordCollector<T> {
  const reader = new WireReader(body);
  const collector = new RecordCollector<T>();
  for (const resourceFrame of framesOf(reader, { start: 0, length: body.length }).first) {
    const resource = framesOf(reader, resourceFrame);
    for (const scopeFrame of resource.second) {
      const scope = framesOf(reader, scopeFrame);
      const context = readContext(reader, resource.first.at(-1), scope.first.at(-1), limits);
      if (context instanceof RejectedRecord) {
        collector.reject(context.reason, scope.second.length);
        continue;
      }
      for (const frame of scope.second) {
        collector.collect(() => read(decodeFrame(reader, frame, decoder), context));
      }
    }
  }
  return collector;
}

/** Where a message lies inside the body. */
interface Frame {
  readonly start: number;
  readonly length: number;
}

/** The messages in fields 1 and 2; all other fields are skipped. */
function framesOf(reader: WireReader, outer: Frame): { first: readonly Frame[]; second: readonly Frame[] } {
  const found = { first: [] as Frame[], second: [] as Frame[] };
  const end = outer.start + outer.length;
  reader.pos = outer.start;
  reader.len = end;
  try {
    while (reader.pos < end) {
      const tag = reader.uint32();
      const frames = tag === 0x0a ? found.first : tag === 0x12 ? found.second : undefined;
      if (frames === undefined) {
        reader.skipType(tag & 7);
        continue;
      }
      const length = reader.uint32();
      frames.push({ start: reader.pos, length });
      reader.skip(length);
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new MalformedBodyError(`body is not an OTLP protobuf request: ${reason}`, { cause: error });
  }
  return found;
}

function readContext(
  reader: WireReader,
  resourceFrame: Frame | undefined,
  scopeFrame: Frame | undefined,
  limits: AttributeLimits,
): RecordContext | RejectedRecord {
  const { Resource } = opentelemetry.proto.resource.v1;
  const { InstrumentationScope } = opentelemetry.proto.common.v1;
  try {
    const resource =
      resourceFrame && decodeFrame(reader, resourceFrame, (from, length) => Resource.decode(from, length));
    const scope =
      scopeFrame &&
      decodeFrame(reader, scopeFrame, (from, length) => InstrumentationScope.decode(from, length));
    return {
      resource: readAttributes(resource?.attributes, limits),
      scope: { name: scope?.name ?? "", version: scope?.version ?? "" },
    };
  } catch (error) {
    if (error instanceof RejectedRecord) return error;
    throw error;
  }
}

function decodeFrame<M>(reader: WireReader, frame: Frame, decoder: MessageDecoder<M>): M {
  reader.pos = frame.start;
  reader.len = frame.start + frame.length;
  try {
    return decoder(reader, frame.length);
  } catch (error) {
    throw error instanceof RejectedRecord ? error : new RejectedRecord(reasonOf(error));
  }
}

/** protobufjs tells its depth limit (100 messages) by words alone. */
function reasonOf(error: unknown): RejectReason {
  return error instanceof Error && error.message === "max depth exceeded"
    ? "attribute_too_deep"
    : "unreadable";
}
