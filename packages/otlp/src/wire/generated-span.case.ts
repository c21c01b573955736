import { opentelemetry } from "#wire";
import { hex, readAttributes, unixNano } from "./any-value.ts";
import { ATTRIBUTE_LIMITS } from "./attribute-value.ts";
import { readEnvelope } from "./envelope.ts";
import { isParentRemote, type OtlpSpan, placeInTime } from "./otlp-span.ts";
import { elapsedMs } from "./unix-nano.ts";
import { WireReader } from "./wire-reader.ts";

/** The spans of a body by the generated decoder: what the hand-written reader must give too. */
export function generatedSpans(body: Uint8Array, now: number): OtlpSpan[] {
  const { Span } = opentelemetry.proto.trace.v1;
  const reader = new WireReader(body);
  return readEnvelope(body, ATTRIBUTE_LIMITS, (frame, { scope, resource }): OtlpSpan => {
    const span = reader.decode(frame, (from, length) => Span.decode(from, length));
    const start = unixNano(span.startTimeUnixNano);
    const ids = {
      traceId: hex(span.traceId),
      spanId: hex(span.spanId),
      parentSpanId: hex(span.parentSpanId) || null,
    };
    return {
      ...ids,
      ...placeInTime({ ...ids, start, end: unixNano(span.endTimeUnixNano) }, now),
      parentIsRemote: isParentRemote(span.flags ?? 0),
      name: span.name ?? "",
      kind: span.kind ?? 0,
      attributes: readAttributes(span.attributes, ATTRIBUTE_LIMITS),
      events: (span.events ?? []).map((event) => ({
        name: event.name ?? "",
        offsetMs: elapsedMs(start, unixNano(event.timeUnixNano)),
        attributes: readAttributes(event.attributes, ATTRIBUTE_LIMITS),
      })),
      links: (span.links ?? []).map((link) => ({
        traceId: hex(link.traceId),
        spanId: hex(link.spanId),
        attributes: readAttributes(link.attributes, ATTRIBUTE_LIMITS),
      })),
      status: { code: span.status?.code ?? 0, message: span.status?.message ?? "" },
      scope,
      resource,
    };
  }).records;
}
