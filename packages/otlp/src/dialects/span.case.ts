import type { Call } from "@promptprof/model";
import { expect } from "vitest";
import { observe } from "../observe.ts";
import type { CallObservation, ContextObservation } from "../observation.ts";
import type { AttributeValue } from "../wire/attribute-value.ts";
import type { OtlpSpan } from "../wire/otlp-span.ts";

export const START: number = Date.UTC(2026, 10, 24);

type Plain = AttributeValue | undefined;

export interface SpanSketch {
  readonly scope?: string;
  readonly name?: string;
  readonly kind?: number;
  readonly status?: { readonly code: number; readonly message?: string };
  readonly durationMs?: number;
  readonly resource?: Readonly<Record<string, Plain>>;
  readonly events?: readonly {
    readonly name: string;
    readonly offsetMs?: number;
    readonly attributes?: Readonly<Record<string, Plain>>;
  }[];
}

/** A span with these attributes; everything else is plain. */
export function spanOf(attributes: Readonly<Record<string, Plain>>, sketch: SpanSketch = {}): OtlpSpan {
  const [name = "", version = ""] = (sketch.scope ?? "test").split("#");
  return {
    traceId: "11".repeat(16),
    spanId: "22".repeat(8),
    parentSpanId: null,
    parentIsRemote: false,
    name: sketch.name ?? "span",
    kind: sketch.kind ?? 1,
    startTime: START,
    durationMs: sketch.durationMs ?? 1000,
    attributes: mapOf(attributes),
    events: (sketch.events ?? []).map((event) => ({
      name: event.name,
      offsetMs: event.offsetMs ?? 0,
      attributes: mapOf(event.attributes ?? {}),
    })),
    links: [],
    status: { code: sketch.status?.code ?? 0, message: sketch.status?.message ?? "" },
    scope: { name, version },
    resource: mapOf(sketch.resource ?? {}),
  };
}

/** The call that a span with these attributes is. */
export function callOf(attributes: Readonly<Record<string, Plain>>, sketch: SpanSketch = {}): Call {
  return callObservationOf(attributes, sketch).call;
}

export function callObservationOf(
  attributes: Readonly<Record<string, Plain>>,
  sketch: SpanSketch = {},
): CallObservation {
  const reading = observe(spanOf(attributes, sketch));
  return reading.kind === "call" ? reading : expect.unreachable(`a ${reading.kind} is no call`);
}

export function contextOf(
  attributes: Readonly<Record<string, Plain>>,
  sketch: SpanSketch = {},
): ContextObservation {
  const reading = observe(spanOf(attributes, sketch));
  return reading.kind === "context" ? reading : expect.unreachable(`a ${reading.kind} is no context`);
}

function mapOf(attributes: Readonly<Record<string, Plain>>): Map<string, AttributeValue> {
  const known = Object.entries(attributes).filter(
    (entry): entry is [string, AttributeValue] => entry[1] !== undefined,
  );
  return new Map(known);
}
