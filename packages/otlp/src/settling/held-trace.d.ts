import type { LateObservation, Observation } from "../observation.ts";
import { type HeldSpan } from "./held-span.ts";
import type { Suspect } from "./possible-duplicates.ts";
import { type Resolution } from "./resolve-trace.ts";
/** All that is held of one trace: what waits, and what is remembered of it after it settled. */
export declare class HeldTrace {
    #private;
    readonly traceId: string;
    readonly spans: Map<string, HeldSpan>;
    /** Calls of this trace that were let go of, for suspicions about others. */
    readonly suspects: Suspect[];
    /** Copies of calls that settled before. */
    late: readonly LateObservation[];
    /** Observations that wait here, by batch. */
    waiting: Map<number, number>;
    /** When the first of those that wait came. */
    firstAt: number;
    lastAt: number;
    constructor(traceId: string);
    get isWaiting(): boolean;
    /** What it takes in memory, in spans; an event is about as large. */
    get size(): number;
    add(observation: Observation, batch: number, now: number): void;
    /**
     * Every span that is referred to, as a parent or by an event, is here, belongs to another process, or there is none;
     * and so are the events of a call that says too little, if its instrumentation is one that sends events.
     *
     * @param eventScopes names of the instrumentations that have sent events
     */
    isComplete(eventScopes: ReadonlySet<string>): boolean;
    resolve(): Resolution;
    /**
     * Keeps of what waited only what late spans need: who is whose parent, what is inherited, which calls stand.
     * Facts of a span that has not come yet stay too: the messages of a long call are told at its start.
     * A process that never ends its root span puts all its calls into one trace, so the oldest are forgotten.
     */
    remember({ calls, late }: Resolution, now: number): void;
}
//# sourceMappingURL=held-trace.d.ts.map