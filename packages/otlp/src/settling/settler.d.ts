import type { Observed, Settled } from "../observation.ts";
export interface SettlerOptions {
    /** A trace whose spans are all there settles after this long without news. */
    readonly quietMs: number;
    /** A trace settles this long after its first span, even if a parent is still missing. */
    readonly holdMs: number;
    /** How long a settled trace is remembered, for children and parents that come late. */
    readonly contextKeepMs: number;
    /** Spans and events held at most, the remembered ones included; beyond it the oldest are forgotten, then settled. */
    readonly maxHeld: number;
}
/**
 * - quietMs 2 s: an exporter sends what ended together in one request or the next one right behind it.
 * - holdMs 15 s: batch processors send every 5 s, so a parent that ends with its children is two rounds away at most;
 *   the third is for the network and a retry. Parents that run longer count as late.
 * - contextKeepMs 10 min: longer than most agents run.
 * - maxHeld 100,000: at most some 190 MB (measured: 1.9 kB a waiting call, 1.5 kB a remembered one). At more than
 *   50,000 calls a second the quiet time alone needs more; then calls settle sooner, and late spans find less.
 */
export declare const SETTLER_DEFAULTS: SettlerOptions;
/**
 * Makes one record of all the spans and log events that tell of one call. They come in any order, in any batches, twice, and from
 * several instrumentations at once; what comes out depends on none of that, only on which of them were there in time.
 *
 * There is no clock in here: `now` is passed in, epoch milliseconds that never go back.
 */
export declare class Settler {
    #private;
    constructor(options?: Partial<SettlerOptions>);
    /** Observations that were added and not yet let go of, contexts included. */
    get waiting(): number;
    /** Spans and events in memory, the remembered ones included. */
    get held(): number;
    add(observed: readonly Observed[], now: number): void;
    /** Lets go of everything that is due by now. */
    take(now: number): Settled;
    /** Lets go of everything, complete or not: for a flush, a backup, a graceful stop. */
    takeAll(now: number): Settled;
}
//# sourceMappingURL=settler.d.ts.map