import type { Call } from "@promptprof/model";
import type { MergeRule } from "../observation.ts";
import { type LateSpan } from "./call-groups.ts";
import { type HeldSpan } from "./held-span.ts";
/** Which spans of a trace are which logical call. A pure function of the spans, so their order cannot matter. */
export interface Resolution {
    readonly calls: readonly ResolvedCall[];
    readonly late: readonly LateSpan[];
}
/** One record, the span it is built from, and the spans it took in. */
export interface ResolvedCall {
    readonly call: Call;
    readonly span: HeldSpan;
    readonly scopeName: string;
    readonly absorbed: readonly {
        readonly span: HeldSpan;
        readonly rule: MergeRule;
    }[];
}
/**
 * The rules, deepest call first:
 * - `attempt`: failed calls of one parent before the next try, where the instrumentation makes a span per attempt, or
 *   where another instrumentation's single call encloses them all;
 * - `nested_instrumentation`: a call above another one of a different scope is the same call seen from outside;
 * - `parent_with_usage`: a call above other calls that carry usage only repeats it.
 */
export declare function resolveTrace(spans: ReadonlyMap<string, HeldSpan>): Resolution;
//# sourceMappingURL=resolve-trace.d.ts.map