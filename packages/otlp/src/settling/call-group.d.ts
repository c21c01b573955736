import type { Call } from "@promptprof/model";
import type { MergeRule } from "../observation.ts";
import { type HeldSpan, type WaitingCall } from "./held-span.ts";
/** A logical call in the making: the spans that are it, or a call that settled before. */
export interface CallGroup {
    readonly span: HeldSpan;
    /** null = settled before, so nothing can be merged into it any more. */
    readonly members: CallMembers | null;
    readonly scopeName: string;
    /** Spans above, nearest first. */
    readonly ancestors: readonly HeldSpan[];
    absorbedBy: CallGroup | null;
    /** The call, or one that is merged into it or lies below it, says what was used. */
    hasUsage: boolean;
}
/** `base` gives the numbers; the others are kept by the rule that merged them. */
export interface CallMembers {
    readonly base: WaitingCall;
    readonly attempt: HeldSpan[];
    readonly nested_instrumentation: HeldSpan[];
    readonly parent_with_usage: HeldSpan[];
}
/** The rules by which one call becomes part of another; copies of a span and its events are no calls of their own. */
export type AbsorbRule = Exclude<MergeRule, "same_span" | "details_event">;
/** All spans of a group that are not its base. */
export declare function otherSpans({ attempt, nested_instrumentation, parent_with_usage }: CallMembers): HeldSpan[];
/** The call of a group that has not settled yet. */
export declare function callOf({ span }: CallGroup): Call;
/** By start; spans that settled before, whose start is forgotten, go by their id. */
export declare function compareStart(a: CallGroup, b: CallGroup): number;
//# sourceMappingURL=call-group.d.ts.map