import { context, SpanKind, SpanStatusCode, trace, type Span, type Tracer } from "@opentelemetry/api";
import { PROMPTPROF } from "@promptprof/model/words";
import { takeDropped } from "../export/client-drops.ts";
import type { SpanAttributes } from "../export/finished-call.ts";
import { hrTime } from "../export/hr-time.ts";
import { nameOf, type CallRecord } from "./call-record.ts";
import { startAttributes } from "./span-attributes.ts";

/** A span of the host's own OpenTelemetry, below what is active in the host. */
export function startHostSpan(tracer: Tracer, call: CallRecord): Span {
  const options = {
    kind: SpanKind.CLIENT,
    startTime: hrTime(call.startTime),
    attributes: startAttributes(call),
  };
  return tracer.startSpan(nameOf(call), options);
}

/** Makes the span the parent of what happens inside: the host's HTTP spans, and other instrumentations of the client. */
export function insideSpan<Result>(span: Span, work: () => Result): Result {
  let entered = false;
  const entering = (): Result => {
    entered = true;
    return work();
  };
  try {
    return context.with(trace.setSpan(context.active(), span), entering);
  } catch (error) {
    if (entered) throw error;
    return work();
  }
}

/** Puts what we know on a span of the host's. */
export function fillHostSpan(span: Span, call: CallRecord, attributes: SpanAttributes): void {
  const drops = takeDropped();
  if (drops > 0) attributes.set(PROMPTPROF.clientDrops, drops);
  span.setAttributes(Object.fromEntries(attributes));
  if (call.error !== null) span.setStatus({ code: SpanStatusCode.ERROR });
}
