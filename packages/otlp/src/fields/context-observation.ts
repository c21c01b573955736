import type { ContextObservation, Inherited } from "../observation.ts";
import type { OtlpSpan } from "../wire/otlp-span.ts";

const KIND_CLIENT = 3;
const KIND_PRODUCER = 4;

/**
 * A span that is no call, as something that calls below it may inherit from. Even one that says nothing is kept as a
 * link between a call and the spans above; only the outgoing requests of a service (HTTP, SQL, queues), which are the
 * bulk of a trace and never enclose a call, are left out.
 */
export function contextObservation(
  span: OtlpSpan,
  inherited: Inherited,
): ContextObservation | { readonly kind: "not_call" } {
  const isOutgoing = span.kind === KIND_CLIENT || span.kind === KIND_PRODUCER;
  if (isOutgoing && saysNothing(inherited)) return { kind: "not_call" };
  return {
    kind: "context",
    traceId: span.traceId,
    spanId: span.spanId,
    parentSpanId: span.parentSpanId,
    parentIsRemote: span.parentIsRemote,
    inherited,
  };
}

function saysNothing({ prompt, version, user, session, team, tags }: Inherited): boolean {
  return (prompt ?? version ?? user ?? session ?? team) === null && tags.length === 0;
}
