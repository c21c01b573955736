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
export declare function holdSpan(observation: CallObservation | ContextObservation): HeldSpan;
/** A span of which only events are known. */
export declare function holdAbsentSpan(spanId: string): HeldSpan;
/** Name of the instrumentation without its version: two versions in one process are still one instrumentation. */
export declare function scopeName(scope: string): string;
/**
 * Of two copies of one span the one that knows more, whatever came first: a span that is sent while it is open is sent
 * again when it has ended.
 */
export declare function withCopy(held: WaitingCall | null, observation: CallObservation, batch: number): WaitingCall;
export declare function compareText(a: string, b: string): number;
/** The call of a span that is being settled. */
export declare function waitingCall({ waiting }: HeldSpan): WaitingCall;
//# sourceMappingURL=held-span.d.ts.map