import type { PromptSource, Segment } from "@promptprof/model";
import type { Inherited } from "../observation.ts";
import type { JsonObject } from "../wire/json-object.ts";
import type { OtlpSpan } from "../wire/otlp-span.ts";
import type { CallKind } from "./call-kind.ts";
import type { Failure } from "./error-class-of.ts";
import type { Fields } from "./fields.ts";
import type { Note } from "./notes.ts";
import { type TimeToFirstToken } from "./time-to-first-token.ts";
import { TokenReader } from "./token-count.ts";
import { type ReportedUsage, type UsageRules } from "./usage.ts";
/**
 * What a span says of its call, in its own units and words. A dialect starts from what the table of sources finds and
 * corrects what it knows better; `callObservation` makes a call of it.
 */
export interface CallFacts extends CallKind {
    /** The span's own length; null where it is known to mean nothing. */
    readonly durationMs: number | null;
    readonly provider: string | null;
    readonly requestModel: string | null;
    readonly responseModel: string | null;
    /** The model where one attribute holds the answering or else the requested one. */
    readonly anyModel: string | null;
    readonly responseId: string | null;
    readonly serviceTier: string | null;
    readonly usage: ReportedUsage;
    readonly usageRules: UsageRules;
    readonly tokenReader: TokenReader;
    readonly reportedCostUsd: number | null;
    readonly ttft: TimeToFirstToken | null;
    readonly stream: boolean | null;
    readonly finishReason: string | null;
    readonly failure: Failure | null;
    readonly httpStatus: number | null;
    readonly attempts: number | null;
    readonly perAttempt: boolean;
    readonly inherited: Inherited;
    readonly promptSource: PromptSource | null;
    readonly environment: string | null;
    readonly segments: readonly Segment[];
    readonly notes: readonly Note[];
}
/**
 * What the table of sources finds, before any dialect has a say. Written out field by field: a spread in the middle of
 * so large an object costs more than all the reading (29 % of the time of `observe`, measured).
 */
export declare function standardFacts(span: OtlpSpan, fields: Fields, kind: CallKind, metadata?: JsonObject): CallFacts;
/** OpenInference and LangChain write their `metadata` as JSON text, and it tells of user, session, team and prompt. */
export declare function metadataOf(span: OtlpSpan): JsonObject | undefined;
//# sourceMappingURL=call-facts.d.ts.map