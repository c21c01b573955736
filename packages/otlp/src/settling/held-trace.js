import { isEvent } from "./held-event.js";
import { holdAbsentSpan, holdSpan, scopeName, withCopy } from "./held-span.js";
import { withEvents } from "./merge-events.js";
import { resolveTrace } from "./resolve-trace.js";
/** All that is held of one trace: what waits, and what is remembered of it after it settled. */
export class HeldTrace {
    traceId;
    spans = new Map();
    /** Calls of this trace that were let go of, for suspicions about others. */
    suspects = [];
    /** Copies of calls that settled before. */
    late = NONE;
    /** Observations that wait here, by batch. */
    waiting = NOTHING;
    /** When the first of those that wait came. */
    firstAt = 0;
    lastAt = 0;
    /** Events held with the spans. */
    #events = 0;
    constructor(traceId) {
        this.traceId = traceId;
    }
    get isWaiting() {
        return this.waiting.size > 0;
    }
    /** What it takes in memory, in spans; an event is about as large. */
    get size() {
        return this.spans.size + this.#events;
    }
    add(observation, batch, now) {
        if (!this.isWaiting) {
            this.firstAt = now;
            this.waiting = new Map();
        }
        this.lastAt = now;
        this.waiting.set(batch, (this.waiting.get(batch) ?? 0) + 1);
        if (isEvent(observation))
            this.#addEvent(observation, batch);
        else if (observation.kind === "call")
            this.#addCall(observation, batch);
        else
            this.#addContext(observation);
    }
    #addContext(observation) {
        const fresh = holdSpan(observation);
        const held = this.spans.get(fresh.spanId);
        if (held?.isThere !== true)
            this.spans.set(fresh.spanId, withPlace(held, fresh));
    }
    #addCall(observation, batch) {
        const { traceId, spanId } = observation.call;
        const fresh = holdSpan(observation);
        const held = this.spans.get(spanId);
        if (held !== undefined && held.standsIn !== null) {
            const rule = held.isThere ? "same_span" : "details_event";
            this.late = [...this.late, { batch, rule, traceId, spanId, intoSpanId: held.standsIn }];
            if (!held.isThere)
                this.spans.set(spanId, withPlace(held, fresh));
            return;
        }
        const waiting = withCopy(held?.waiting ?? null, observation, batch);
        const isNews = held === undefined || waiting.observation === observation;
        this.spans.set(spanId, { ...(isNews ? withPlace(held, fresh) : held), waiting });
    }
    #addEvent(observation, batch) {
        const { traceId, spanId } = observation.kind === "call" ? observation.call : observation;
        const held = this.spans.get(spanId) ?? holdAbsentSpan(spanId);
        if (held.standsIn === null) {
            const event = { observation, batch, waits: true };
            // A job may log all its calls' events under one span: a copy of the list for each would take the square of it.
            if (held.events.length > 0)
                held.events.push(event);
            else
                this.spans.set(spanId, { ...held, events: [event] });
            this.#events += 1;
        }
        else if (observation.kind === "call") {
            const late = { batch, rule: "details_event", traceId, spanId, intoSpanId: held.standsIn };
            this.late = [...this.late, late];
        }
    }
    /**
     * Every span that is referred to, as a parent or by an event, is here, belongs to another process, or there is none;
     * and so are the events of a call that says too little, if its instrumentation is one that sends events.
     *
     * @param eventScopes names of the instrumentations that have sent events
     */
    isComplete(eventScopes) {
        for (const span of this.spans.values()) {
            const { parentSpanId, parentIsRemote, isThere, events } = span;
            if (!isThere && events.some(({ waits }) => waits))
                return false;
            if (parentSpanId !== null && !parentIsRemote && this.spans.get(parentSpanId)?.isThere !== true)
                return false;
            if (lacksEvents(span, eventScopes))
                return false;
        }
        return true;
    }
    resolve() {
        for (const span of this.spans.values()) {
            if (span.events.length > 0)
                span.waiting = withEvents(span.waiting, span.events);
        }
        return resolveTrace(this.spans);
    }
    /**
     * Keeps of what waited only what late spans need: who is whose parent, what is inherited, which calls stand.
     * Facts of a span that has not come yet stay too: the messages of a long call are told at its start.
     * A process that never ends its root span puts all its calls into one trace, so the oldest are forgotten.
     */
    remember({ calls, late }, now) {
        for (const { call, span, scopeName, absorbed } of calls) {
            span.settled = { scopeName, hasUsage: call.tokenSource !== "absent" };
            span.standsIn = span.spanId;
            for (const other of absorbed)
                other.span.standsIn = span.spanId;
        }
        for (const { span, intoSpanId } of late)
            span.standsIn = intoSpanId;
        for (const span of this.spans.values()) {
            span.waiting = null;
            span.events = span.isThere || span.standsIn !== null ? [] : span.events;
            for (const event of span.events)
                event.waits = false;
        }
        for (const spanId of this.spans.keys()) {
            if (this.spans.size <= SPANS_REMEMBERED_MAX)
                break;
            this.spans.delete(spanId);
        }
        this.#events = [...this.spans.values()].reduce((sum, { events }) => sum + events.length, 0);
        this.late = NONE;
        this.waiting = NOTHING;
        this.lastAt = now;
    }
}
/** What a span knows of its place, with what its events did before it came. */
function withPlace(held, fresh) {
    if (held === undefined)
        return fresh;
    const { events, settled, standsIn } = held;
    return { ...fresh, events, settled, standsIn };
}
function lacksEvents({ waiting, events }, eventScopes) {
    if (waiting === null || events.length > 0 || eventScopes.size === 0)
        return false;
    const { call, scope } = waiting.observation;
    return call.tokenSource === "absent" && call.errorClass === null && eventScopes.has(scopeName(scope));
}
/** A remembered trace has neither, and there are many of them. */
const NONE = [];
const NOTHING = new Map();
/** Enough for a long agent; every settling of a trace looks at all of its spans. */
const SPANS_REMEMBERED_MAX = 5_000;
//# sourceMappingURL=held-trace.js.map