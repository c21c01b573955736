import { type CallFacts } from "../fields/call-facts.ts";
import { type CallKind } from "../fields/call-kind.ts";
import { Fields } from "../fields/fields.ts";
import type { OtlpSpan } from "../wire/otlp-span.ts";
import type { Reading } from "./dialect.ts";
/** What a dialect knows better than the table of sources. */
export interface DialectKnowledge {
    readonly name: string;
    /** Whether the span is a call, where the general rules (`callKindOf`) do not know this instrumentation. */
    readonly callKind?: (span: OtlpSpan, fields: Fields) => CallKind | null;
    readonly correct?: (facts: CallFacts, span: OtlpSpan, fields: Fields) => CallFacts;
}
/** Reads a span by the table of sources, with the corrections of its dialect. */
export declare function standardReading(span: OtlpSpan, dialect: DialectKnowledge): Reading;
//# sourceMappingURL=standard-reading.d.ts.map