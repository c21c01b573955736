import type { RejectedSpan } from "../fields/call-observation.ts";
import type { Observation } from "../observation.ts";
import type { OtlpSpan } from "../wire/otlp-span.ts";
/** A span that is neither a call nor anything that a call could inherit from. */
export interface NotCall {
    readonly kind: "not_call";
}
export type Reading = Observation | NotCall | RejectedSpan;
/** One instrumentation's way of writing a call into a span. */
export interface Dialect {
    /** Goes into `call.dialect`. */
    readonly name: string;
    /** Whether the span is written in this dialect; cheap, because it is asked of every span. */
    matches(span: OtlpSpan): boolean;
    read(span: OtlpSpan): Reading;
}
//# sourceMappingURL=dialect.d.ts.map