import type { Call } from "@promptprof/model";
import { callOf } from "../dialects/span.case.ts";
import type {
  CallObservation,
  ContextObservation,
  FactsObservation,
  Inherited,
  Observed,
  ToldFields,
} from "../observation.ts";

export const TRACE: string = "aa".repeat(16);

export interface CallSketch {
  readonly parent?: string;
  readonly traceId?: string;
  readonly scope?: string;
  readonly claim?: CallObservation["claim"];
  readonly perAttempt?: boolean;
  readonly parentIsRemote?: boolean;
  readonly fallbackTeam?: string;
  /** Milliseconds after the start of the test's time. */
  readonly at?: number;
  readonly call?: Partial<Call>;
}

/** A call span of 100 ms with 120 input and 45 output tokens, unless sketched otherwise. Ids are single letters. */
export function call(id: string, sketch: CallSketch = {}): CallObservation {
  const plain = callOf({
    "gen_ai.operation.name": "chat",
    "gen_ai.request.model": "gpt-5",
    "gen_ai.usage.input_tokens": 120,
    "gen_ai.usage.output_tokens": 45,
  });
  return {
    kind: "call",
    call: {
      ...plain,
      traceId: sketch.traceId ?? TRACE,
      spanId: spanId(id),
      startTime: plain.startTime + (sketch.at ?? 0),
      durationMs: 100,
      ...sketch.call,
    },
    parentSpanId: sketch.parent === undefined ? null : spanId(sketch.parent),
    parentIsRemote: sketch.parentIsRemote ?? false,
    scope: sketch.scope ?? "inner@1.0",
    claim: sketch.claim ?? "stated",
    perAttempt: sketch.perAttempt ?? false,
    fallbackTeam: sketch.fallbackTeam ?? null,
    estimate: null,
  };
}

/** The same without any usage. */
export function callWithoutUsage(id: string, sketch: CallSketch = {}): CallObservation {
  const nothing = { inputTokens: null, outputTokens: null, tokenSource: "absent" } as const;
  return call(id, { ...sketch, call: { ...nothing, ...sketch.call } });
}

export function failedCall(id: string, sketch: CallSketch = {}): CallObservation {
  return callWithoutUsage(id, {
    ...sketch,
    call: { errorClass: "overloaded", errorType: "503", ...sketch.call },
  });
}

/** A details event of the span of that id, as `call` sketches it. */
export function event(id: string, sketch: CallSketch = {}): CallObservation {
  return call(id, { ...sketch, claim: "event", call: { durationMs: null, ...sketch.call } });
}

export function facts(id: string, told: ToldFields, rest: Partial<FactsObservation> = {}): FactsObservation {
  const known = { kind: "facts", traceId: TRACE, spanId: spanId(id), scope: "inner", told } as const;
  return { ...known, estimate: null, messages: [], ...rest };
}

export function context(
  id: string,
  parent: string | null,
  inherited: Partial<Inherited> = {},
): ContextObservation {
  const nothing = { prompt: null, version: null, user: null, session: null, team: null, tags: [] };
  return {
    kind: "context",
    traceId: TRACE,
    spanId: spanId(id),
    parentSpanId: parent === null ? null : spanId(parent),
    parentIsRemote: false,
    inherited: { ...nothing, ...inherited },
  };
}

export function inBatch(batch: number, ...observations: readonly Observed["observation"][]): Observed[] {
  return observations.map((observation) => ({ observation, batch }));
}

/** A letter as a span id. */
export function spanId(id: string): string {
  return Buffer.from(id).toString("hex").padStart(16, "0");
}

/** A span id as its letter. */
export function letter(id: string): string {
  return Buffer.from(id.replace(/^0+/, ""), "hex").toString();
}
