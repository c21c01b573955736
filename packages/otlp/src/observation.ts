import type { Call } from "@promptprof/model";

/**
 * What one span tells, free of any content: this is all that is kept of a span while its call settles,
 * and it is plain JSON, so that a journal can hold it across a crash.
 */
export type Observation = CallObservation | ContextObservation;

/** A span that claims to be a call, or one attempt of a call. The call is not priced yet. */
export interface CallObservation {
  readonly kind: "call";
  readonly call: Call;
  readonly parentSpanId: string | null;
  /** The sender says that the parent belongs to another process, so it need not be waited for. */
  readonly parentIsRemote: boolean;
  /** Instrumentation scope, `name@version`: two scopes on one request are two views of one call. */
  readonly scope: string;
  /** `stated` by the instrumentation, or `inferred` from a model and token counts alone: then a call below it wins. */
  readonly claim: "stated" | "inferred";
  /** true where the emitter makes one span an attempt and a parent spans them all (Vercel AI SDK v5, v6). */
  readonly perAttempt: boolean;
  /** Team of the resource's namespace, for a call that no span above gives a team either. */
  readonly fallbackTeam: string | null;
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

/** Each way in which two spans can be one call. */
export type MergeRule = "same_span" | "attempt" | "nested_instrumentation" | "parent_with_usage";

/** What a settler lets go of: calls to store, and observations (calls and contexts) it no longer holds, by batch. */
export interface Settled {
  readonly calls: readonly SettledCall[];
  /**
   * Calls that came too late to be merged: the call they belong to was let go of before. They must not be stored (the
   * stored call stands for them) and count as duplicates; they are in `released` like all others.
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
