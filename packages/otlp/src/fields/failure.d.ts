import type { OtlpSpan } from "../wire/otlp-span.ts";
import type { Failure } from "./error-class-of.ts";
import type { Fields } from "./fields.ts";
/**
 * What went wrong, or null for a call that did not fail. Some instrumentations leave the status unset and only record
 * the exception; but one that was recorded on a span with an answer was handled inside the call.
 */
export declare function readFailure(span: OtlpSpan, fields: Fields): Failure | null;
//# sourceMappingURL=failure.d.ts.map