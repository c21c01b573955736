import type { MergeRule } from "../observation.ts";
import { type AbsorbRule, type CallGroup } from "./call-group.ts";
import { type HeldSpan } from "./held-span.ts";
/** A waiting span that belongs to a call which was let go of before. */
export interface LateSpan {
    readonly span: HeldSpan;
    readonly rule: MergeRule;
    readonly intoSpanId: string;
}
/** The calls of a trace, which lies above which, and who was merged into whom so far. */
export declare class CallGroups {
    #private;
    readonly late: LateSpan[];
    constructor(spans: ReadonlyMap<string, HeldSpan>);
    values(): CallGroup[];
    deepestFirst(): CallGroup[];
    /** The nearest call above that stands for itself. */
    above(group: CallGroup): CallGroup | undefined;
    /** Calls whose nearest call above is this one; those that can still be merged first, then by start. */
    below(group: CallGroup): CallGroup[];
    /** Takes a call in with all that it took in itself. What lay below it now lies below the next call above. */
    absorb(group: CallGroup, target: CallGroup, rule: AbsorbRule): void;
    /** Merges the attempts of one call into the last one, and gives that. */
    mergeRun(run: readonly CallGroup[]): CallGroup;
}
/** A run of attempts for each logical call, oldest first. */
export declare function runsOf(groups: readonly CallGroup[]): CallGroup[][];
//# sourceMappingURL=call-groups.d.ts.map