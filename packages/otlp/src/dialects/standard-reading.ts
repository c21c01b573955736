import { type CallFacts, metadataOf, standardFacts } from "../fields/call-facts.ts";
import { type CallKind, callKindOf } from "../fields/call-kind.ts";
import { callObservation } from "../fields/call-observation.ts";
import { contextObservation } from "../fields/context-observation.ts";
import { Fields } from "../fields/fields.ts";
import { readInherited } from "../fields/inherited.ts";
import type { OtlpSpan } from "../wire/otlp-span.ts";
import type { Reading } from "./dialect.ts";

/** What a dialect knows better than the table of sources. */
export interface DialectKnowledge {
  readonly name: string;
  /** Whether the span is a call, where the general rules (`callKindOf`) do not know this instrumentation. */
  readonly callKind?: (span: OtlpSpan, fields: Fields) => CallKind | null;
  readonly correct?: (facts: CallFacts, span: OtlpSpan, fields: Fields) => CallFacts;
}

/** Reads a span by the table of sources, with the corrections of its dialect. */
export function standardReading(span: OtlpSpan, dialect: DialectKnowledge): Reading {
  const fields = new Fields(span.attributes);
  const kind = (dialect.callKind ?? callKindOf)(span, fields);
  const metadata = metadataOf(span);
  if (kind === null) return contextObservation(span, readInherited(fields, metadata));
  const facts = standardFacts(span, fields, kind, metadata);
  return callObservation(span, dialect.correct?.(facts, span, fields) ?? facts, dialect.name);
}
