import type { ContextObservation, Inherited } from "../observation.ts";
import type { OtlpSpan } from "../wire/otlp-span.ts";
/**
 * A span that is no call, as something that calls below it may inherit from. One that says nothing is still the link
 * between a call and the spans above.
 */
export declare function contextObservation(span: OtlpSpan, inherited: Inherited): ContextObservation;
//# sourceMappingURL=context-observation.d.ts.map