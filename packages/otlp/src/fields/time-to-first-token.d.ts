import type { OtlpSpan } from "../wire/otlp-span.ts";
import type { Fields } from "./fields.ts";
export interface TimeToFirstToken {
    readonly ms: number;
    /** Measured by a clock that stops at the headers. */
    readonly doubtful: boolean;
}
/** As the instrumentation reports it, unchecked; null where neither attribute nor event tells. */
export declare function readTimeToFirstToken(span: OtlpSpan, fields: Fields): TimeToFirstToken | null;
//# sourceMappingURL=time-to-first-token.d.ts.map