import type { Call, CallTokens } from "@promptprof/model";
import type { MessageEstimate, TokenEstimate } from "./fields/token-estimate.ts";
/**
 * What one span or log event tells, free of any content: this is all that is kept of it while its call settles,
 * and it is plain JSON, so that a journal can hold it across a crash.
 */
export type Observation = CallObservation | ContextObservation | FactsObservation;
/** A span, or a log event in its place, that claims to be a call or one attempt of a call. It is not priced yet. */
export interface CallObservation {
    readonly kind: "call";
    readonly call: Call;
    readonly parentSpanId: string | null;
    /** The sender says that the parent belongs to another process, so it need not be waited for. */
    readonly parentIsRemote: boolean;
    /** Instrumentation scope, `name@version`: two scopes on one request are two views of one call. */
    readonly scope: string;
    /**
     * `stated` by the instrumentation; `inferred` from a model and token counts alone: then a call below it wins;
     * `event` = not a span but a log event that carries what the span of the same ids should: the span wins.
     */
    readonly claim: "stated" | "inferred" | "event";
    /** true where the emitter makes one span an attempt and a parent spans them all (Vercel AI SDK v5, v6). */
    readonly perAttempt: boolean;
    /** Team of the resource's namespace, for a call that no span above gives a team either. */
    readonly fallbackTeam: string | null;
    /** Our own count of the text, where the call reports no tokens; it is used only if nothing else reports them. */
    readonly estimate: TokenEstimate | null;
}
/** A span that is no call but from which calls below it inherit what they do not say themselves. */
export interface ContextObservation {
    readonly kind: "context";
    readonly traceId: string;
    readonly spanId: string;
    readonly parentSpanId: string | null;
    readonly parentIsRemote: boolean;
    readonly inherited: Inherited;
}
/**
 * What log events tell of a call without claiming to be one: older instrumentations send one event a message, and an
 * exception is an event of its own. It fills gaps of the call with the same ids and is never a call itself.
 */
export interface FactsObservation {
    readonly kind: "facts";
    readonly traceId: string;
    readonly spanId: string;
    readonly scope: string;
    readonly told: ToldFields;
    /** Count of the whole input or output, where one event carries it. */
    readonly estimate: TokenEstimate | null;
    /** Counts of single messages, where each is an event of its own. */
    readonly messages: readonly MessageEstimate[];
}
/** What events that claim no call may tell of one; what they do not tell is left out. */
export type ToldFields = Partial<CallTokens & Pick<Call, "provider" | "requestModel" | "responseModel" | "responseId" | "stream" | "httpStatus" | "errorClass" | "errorType" | "finishReason" | "reportedCostNanoUsd" | "serviceTier">>;
/** What a call takes from its nearest ancestor that has it. */
export interface Inherited {
    readonly prompt: string | null;
    readonly version: string | null;
    readonly user: string | null;
    readonly session: string | null;
    readonly team: string | null;
    readonly tags: readonly string[];
}
/** An observation and the batch that it arrived in (see the store's contract for the number). */
export interface Observed {
    readonly observation: Observation;
    readonly batch: number;
}
/** One record per logical call, and which observations it took in. */
export interface SettledCall {
    readonly call: Call;
    readonly batch: number;
    /**
     * The other observations of the same call, each with the rule that merged it, its batch and its ids: the server
     * journals who went into whom before it stores a call, so that a crash cannot bring an absorbed span back as a call.
     */
    readonly absorbed: readonly {
        readonly batch: number;
        readonly rule: MergeRule;
        readonly traceId: string;
        readonly spanId: string;
    }[];
}
/** Each way in which two spans, or a span and an event, can be one call. */
export type MergeRule = "same_span" | "attempt" | "nested_instrumentation" | "parent_with_usage" | "details_event";
/** What a settler lets go of: calls to store, and observations (calls and contexts) it no longer holds, by batch. */
export interface Settled {
    readonly calls: readonly SettledCall[];
    /**
     * Calls that came too late to be merged: the call they belong to was let go of before. They must not be stored (the
     * stored call stands for them) and count as duplicates; they are in `released` like all others. So does an event
     * whose span was let go of before it, and a span whose event was: then the stored call is the one that the event
     * told of, and its duration stays unknown.
     */
    readonly late: readonly LateObservation[];
    readonly released: ReadonlyMap<number, number>;
}
/** A second view of a call that has settled already, for example an agent span minutes after its calls. */
export interface LateObservation {
    readonly batch: number;
    readonly rule: MergeRule;
    readonly traceId: string;
    readonly spanId: string;
    /** Span of the settled call that stands for it, in the same trace. */
    readonly intoSpanId: string;
}
//# sourceMappingURL=observation.d.ts.map