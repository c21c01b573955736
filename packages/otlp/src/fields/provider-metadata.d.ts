import type { OtlpSpan } from "../wire/otlp-span.ts";
import type { CallFacts } from "./call-facts.ts";
/**
 * Fills gaps in the AI SDK's usage from the provider's own metadata, `{"anthropic":{"usage":{...}}}`: AI SDK 5 writes
 * cache writes nowhere else.
 */
export declare function withProviderMetadata(facts: CallFacts, span: OtlpSpan): CallFacts;
//# sourceMappingURL=provider-metadata.d.ts.map