import type { CallObservation, LateObservation, Observation } from "../observation.ts";
import { type HeldSpan, holdSpan, withCopy } from "./held-span.ts";
import type { Suspect } from "./possible-duplicates.ts";
import type { Resolution } from "./resolve-trace.ts";

/** All that is held of one trace: what waits, and what is remembered of it after it settled. */
export class HeldTrace {
  readonly traceId: string;
  readonly spans: Map<string, HeldSpan> = new Map();
  /** Calls of this trace that were let go of, for suspicions about others. */
  readonly suspects: Suspect[] = [];
  /** Copies of calls that settled before. */
  late: readonly LateObservation[] = NONE;
  /** Observations that wait here, by batch. */
  waiting: Map<number, number> = NOTHING;
  /** When the first of those that wait came. */
  firstAt = 0;
  lastAt = 0;

  constructor(traceId: string) {
    this.traceId = traceId;
  }

  get isWaiting(): boolean {
    return this.waiting.size > 0;
  }

  add(observation: Observation, batch: number, now: number): void {
    if (!this.isWaiting) {
      this.firstAt = now;
      this.waiting = new Map();
    }
    this.lastAt = now;
    this.waiting.set(batch, (this.waiting.get(batch) ?? 0) + 1);
    const fresh = holdSpan(observation);
    const held = this.spans.get(fresh.spanId);
    if (observation.kind === "call") this.#addCall(observation, batch, fresh, held);
    else if (held === undefined) this.spans.set(fresh.spanId, fresh);
  }

  #addCall(observation: CallObservation, batch: number, fresh: HeldSpan, held: HeldSpan | undefined): void {
    const { traceId, spanId } = observation.call;
    if (held !== undefined && held.standsIn !== null) {
      this.late = [...this.late, { batch, rule: "same_span", traceId, spanId, intoSpanId: held.standsIn }];
      return;
    }
    const waiting = withCopy(held?.waiting ?? null, observation, batch);
    const isNews = held === undefined || waiting.observation === observation;
    this.spans.set(spanId, { ...(isNews ? fresh : held), waiting });
  }

  /** Every span that is referred to as a parent is here, belongs to another process, or there is none. */
  get isComplete(): boolean {
    for (const { parentSpanId, parentIsRemote } of this.spans.values()) {
      if (parentSpanId !== null && !parentIsRemote && !this.spans.has(parentSpanId)) return false;
    }
    return true;
  }

  /**
   * Keeps of what waited only what late spans need: who is whose parent, what is inherited, which calls stand.
   * A process that never ends its root span puts all its calls into one trace, so the oldest are forgotten.
   */
  remember({ calls, late }: Resolution, now: number): void {
    for (const { call, span, scopeName, absorbed } of calls) {
      span.settled = { scopeName, hasUsage: call.tokenSource !== "absent" };
      span.standsIn = span.spanId;
      for (const other of absorbed) other.span.standsIn = span.spanId;
    }
    for (const { span, intoSpanId } of late) span.standsIn = intoSpanId;
    for (const span of this.spans.values()) span.waiting = null;
    for (const spanId of this.spans.keys()) {
      if (this.spans.size <= SPANS_REMEMBERED_MAX) break;
      this.spans.delete(spanId);
    }
    this.late = NONE;
    this.waiting = NOTHING;
    this.lastAt = now;
  }
}

/** A remembered trace has neither, and there are many of them. */
const NONE: readonly LateObservation[] = [];
const NOTHING: Map<number, number> = new Map();

/** Enough for a long agent; every settling of a trace looks at all of its spans. */
const SPANS_REMEMBERED_MAX = 5_000;
