import { isEvent } from "./held-event.js";
import { compareText, scopeName, waitingCall } from "./held-span.js";
import { HeldTrace } from "./held-trace.js";
import { PossibleDuplicates, suspectOf } from "./possible-duplicates.js";
import { withNotes } from "./with-notes.js";
/**
 * - quietMs 2 s: an exporter sends what ended together in one request or the next one right behind it.
 * - holdMs 15 s: batch processors send every 5 s, so a parent that ends with its children is two rounds away at most;
 *   the third is for the network and a retry. Parents that run longer count as late.
 * - contextKeepMs 10 min: longer than most agents run.
 * - maxHeld 100,000: at most some 190 MB (measured: 1.9 kB a waiting call, 1.5 kB a remembered one). At more than
 *   50,000 calls a second the quiet time alone needs more; then calls settle sooner, and late spans find less.
 */
export const SETTLER_DEFAULTS = {
    quietMs: 2_000,
    holdMs: 15_000,
    contextKeepMs: 600_000,
    maxHeld: 100_000,
};
/** Names of instrumentations are few; whoever makes them up gets no better waiting for it. */
const SCOPES_MAX = 1_000;
/**
 * Makes one record of all the spans and log events that tell of one call. They come in any order, in any batches, twice, and from
 * several instrumentations at once; what comes out depends on none of that, only on which of them were there in time.
 *
 * There is no clock in here: `now` is passed in, epoch milliseconds that never go back.
 */
export class Settler {
    #options;
    #traces = new Map();
    /** Waiting traces, the longest waiting first. */
    #byFirst = new Set();
    /** Waiting traces, the longest quiet first; one that is quiet but incomplete is taken out until there is news. */
    #byLast = new Set();
    /** Settled traces that are remembered, the oldest first. */
    #remembered = new Set();
    #duplicates = new PossibleDuplicates();
    /** Instrumentations that have sent log events: spans and logs are exported apart, up to 5 s from each other. */
    #eventScopes = new Set();
    /** Traces that had to go to make room, for the next `take`. */
    #evicted = new Set();
    #held = 0;
    #waiting = 0;
    constructor(options = {}) {
        this.#options = { ...SETTLER_DEFAULTS, ...options };
    }
    /** Observations that were added and not yet let go of, contexts included. */
    get waiting() {
        return this.#waiting;
    }
    /** Spans and events in memory, the remembered ones included. */
    get held() {
        return this.#held;
    }
    add(observed, now) {
        for (const { observation, batch } of observed) {
            if (isEvent(observation) && this.#eventScopes.size < SCOPES_MAX) {
                this.#eventScopes.add(scopeName(observation.scope));
            }
            const trace = this.#traceOf(observation.kind === "call" ? observation.call.traceId : observation.traceId);
            const before = trace.size;
            trace.add(observation, batch, now);
            this.#held += trace.size - before;
            this.#waiting += 1;
            this.#queue(trace);
        }
        this.#makeRoom();
    }
    /** Lets go of everything that is due by now. */
    take(now) {
        const due = new Set(this.#evicted);
        for (const trace of this.#byFirst) {
            if (trace.firstAt + this.#options.holdMs > now)
                break;
            due.add(trace);
        }
        for (const trace of this.#byLast) {
            if (trace.lastAt + this.#options.quietMs > now)
                break;
            if (trace.isComplete(this.#eventScopes))
                due.add(trace);
            else
                this.#byLast.delete(trace);
        }
        const settled = this.#settle(due, now);
        this.#forget(now);
        return settled;
    }
    /** Lets go of everything, complete or not: for a flush, a backup, a graceful stop. */
    takeAll(now) {
        const settled = this.#settle(new Set([...this.#evicted, ...this.#byFirst]), now);
        this.#forget(now);
        return settled;
    }
    #traceOf(traceId) {
        const known = this.#traces.get(traceId);
        if (known !== undefined)
            return known;
        const trace = new HeldTrace(traceId);
        this.#traces.set(traceId, trace);
        return trace;
    }
    #queue(trace) {
        this.#remembered.delete(trace);
        this.#byLast.delete(trace);
        this.#byLast.add(trace);
        this.#byFirst.add(trace);
    }
    #makeRoom() {
        for (const trace of this.#remembered) {
            if (this.#held <= this.#options.maxHeld)
                return;
            this.#drop(trace);
        }
        let excess = this.#held - this.#options.maxHeld;
        for (const trace of this.#evicted)
            excess -= trace.size;
        for (const trace of this.#byFirst) {
            if (excess <= 0)
                return;
            if (this.#evicted.has(trace))
                continue;
            this.#evicted.add(trace);
            excess -= trace.size;
        }
    }
    #settle(due, now) {
        const resolved = [...due].map((trace) => ({ trace, resolution: trace.resolve() }));
        for (const { trace, resolution } of resolved)
            this.#suspect(trace, resolution);
        const calls = [];
        const late = [];
        const released = new Map();
        for (const { trace, resolution } of resolved) {
            for (const call of resolution.calls)
                calls.push(this.#settledCall(call));
            late.push(...trace.late, ...lateObservations(trace, resolution));
            for (const [batch, n] of trace.waiting) {
                released.set(batch, (released.get(batch) ?? 0) + n);
                this.#waiting -= n;
            }
            this.#remember(trace, resolution, now);
        }
        return { calls, late, released };
    }
    #suspect(trace, resolution) {
        for (const { call, scopeName } of resolution.calls) {
            const suspect = suspectOf(call, scopeName);
            trace.suspects.push(suspect);
            this.#duplicates.add(suspect);
        }
    }
    #settledCall({ call, span, scopeName, absorbed }) {
        const isSuspect = this.#duplicates.has({ call, scopeName });
        return {
            call: isSuspect ? withNotes(call, ["possible_duplicate"]) : call,
            batch: waitingCall(span).batch,
            absorbed: [
                ...copies(call.traceId, span),
                ...absorbed.flatMap(({ span, rule }) => views(call.traceId, span, rule)),
            ],
        };
    }
    #remember(trace, resolution, now) {
        const before = trace.size;
        trace.remember(resolution, now);
        this.#held += trace.size - before;
        this.#byFirst.delete(trace);
        this.#byLast.delete(trace);
        this.#evicted.delete(trace);
        this.#remembered.add(trace);
    }
    #forget(now) {
        for (const trace of this.#remembered) {
            const isDue = trace.lastAt + this.#options.contextKeepMs <= now || this.#held > this.#options.maxHeld;
            if (!isDue)
                return;
            this.#drop(trace);
        }
    }
    #drop(trace) {
        this.#remembered.delete(trace);
        this.#traces.delete(trace.traceId);
        this.#held -= trace.size;
        for (const suspect of trace.suspects)
            this.#duplicates.remove(suspect);
    }
}
function lateObservations({ traceId }, { late }) {
    return late
        .toSorted((a, b) => compareText(a.span.spanId, b.span.spanId))
        .flatMap(({ span, rule, intoSpanId }) => views(traceId, span, rule).map((view) => ({ ...view, intoSpanId })));
}
/** A span and its copies, as they count in the ledger. */
function views(traceId, span, rule) {
    const { batch } = waitingCall(span);
    return [{ batch, rule, traceId, spanId: span.spanId }, ...copies(traceId, span)];
}
function copies(traceId, span) {
    const { spanId } = span;
    return waitingCall(span).copies.map(({ batch, rule }) => ({ batch, rule, traceId, spanId }));
}
//# sourceMappingURL=settler.js.map