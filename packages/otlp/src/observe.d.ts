import type { Reading } from "./dialects/dialect.ts";
import type { OtlpSpan } from "./wire/otlp-span.ts";
export interface ObserveOptions {
    /** The project that the sender's key belongs to; it wins over what the span says. */
    readonly project?: string;
}
/**
 * What one span tells, in the vocabulary of the project and without any content: no prompt, no answer, nothing of the
 * host. The user is still the name as sent; the server hashes it at its door.
 */
export declare function observe(span: OtlpSpan, options?: ObserveOptions): Reading;
//# sourceMappingURL=observe.d.ts.map