import type { OtlpSpan } from "../wire/otlp-span.ts";
import type { Fields } from "./fields.ts";
/**
 * Whether a span is a call to a model. `stated` = the instrumentation says so; `inferred` = it only carries a model
 * and token counts, as agent spans of some frameworks do, so it gives way to any call below it; null = no call.
 */
export interface CallKind {
    readonly claim: "stated" | "inferred";
    /** OpenTelemetry's `gen_ai.operation.name`. */
    readonly operation: string;
}
/** The first thing that an instrumentation says about itself decides. */
export declare function callKindOf(span: OtlpSpan, fields: Fields): CallKind | null;
//# sourceMappingURL=call-kind.d.ts.map