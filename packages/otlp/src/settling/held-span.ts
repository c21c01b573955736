import type { CallObservation, ContextObservation, Inherited, MergeRule } from "../observation.ts";
import type { HeldEvent } from "./held-event.ts";

/** A span as the settler holds it: first with its observation, after settling as a memory of what late spans need. */
export interface HeldSpan {
  readonly spanId: string;
  readonly parentSpanId: string | null;
  readonly parentIsRemote: boolean;
  /** false = only log events of it came so far, so that nothing is known of its place in the trace. */
  readonly isThere: boolean;
  /** What spans below may take over. */
  readonly inherited: Inherited;
  /** Log events of this span that are not yet part of a record. */
  events: HeldEvent[];
  /** The call that this span claims to be, while it waits. */
  waiting: WaitingCall | null;
  /** What is left of the call once it was let go of as a record of its own; null for contexts and absorbed spans. */
  settled: SettledView | null;
  /** Span of the record that stands for this call: itself, or the one that absorbed it; null before it settled. */
  standsIn: string | null;
}

export interface WaitingCall {
  readonly observation: CallObservation;
  readonly batch: number;
  /** Further copies of the very same span, and events that claim to be this call. */
  readonly copies: readonly Copy[];
}

export interface Copy {
  readonly batch: number;
  readonly rule: Extract<MergeRule, "same_span" | "details_event">;
}

export interface SettledView {
  readonly scopeName: string;
  readonly hasUsage: boolean;
}

export function holdSpan(observation: CallObservation | ContextObservation): HeldSpan {
  const { parentSpanId, parentIsRemote } = observation;
  const spanId = observation.kind === "call" ? observation.call.spanId : observation.spanId;
  const inherited = observation.kind === "call" ? inheritedFromCall(observation) : observation.inherited;
  // Written out: a key that is added after a spread costs a microsecond (Node 20), and this is done for every span.
  return {
    spanId,
    parentSpanId,
    parentIsRemote,
    isThere: true,
    inherited,
    events: ABSENT.events,
    waiting: null,
    settled: null,
    standsIn: null,
  };
}

/** A span of which only events are known. */
export function holdAbsentSpan(spanId: string): HeldSpan {
  return { ...ABSENT, spanId };
}

const ABSENT: Omit<HeldSpan, "spanId"> = {
  parentSpanId: null,
  parentIsRemote: false,
  isThere: false,
  inherited: { prompt: null, version: null, user: null, session: null, team: null, tags: [] },
  events: [],
  waiting: null,
  settled: null,
  standsIn: null,
};

function inheritedFromCall({ call }: CallObservation): Inherited {
  const { prompt, version, user, session, team, tags } = call;
  return { prompt, version, user, session, team, tags };
}

/** Name of the instrumentation without its version: two versions in one process are still one instrumentation. */
export function scopeName(scope: string): string {
  const at = scope.lastIndexOf("@");
  return at > 0 ? scope.slice(0, at) : scope;
}

/**
 * Of two copies of one span the one that knows more, whatever came first: a span that is sent while it is open is sent
 * again when it has ended.
 */
export function withCopy(held: WaitingCall | null, observation: CallObservation, batch: number): WaitingCall {
  if (held === null) return { observation, batch, copies: [] };
  const comparison = compareKnowledge(observation, held.observation) || held.batch - batch;
  return comparison > 0
    ? { observation, batch, copies: [...held.copies, { batch: held.batch, rule: "same_span" }] }
    : { ...held, copies: [...held.copies, { batch, rule: "same_span" }] };
}

function compareKnowledge(a: CallObservation, b: CallObservation): number {
  if (a === b) return 0;
  return (
    (a.call.durationMs ?? -1) - (b.call.durationMs ?? -1) ||
    Number(a.call.tokenSource === "reported") - Number(b.call.tokenSource === "reported") ||
    compareText(JSON.stringify(a), JSON.stringify(b))
  );
}

export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The call of a span that is being settled. */
export function waitingCall({ waiting }: HeldSpan): WaitingCall {
  if (waiting === null) throw new TypeError("only a span that waits can be settled");
  return waiting;
}
