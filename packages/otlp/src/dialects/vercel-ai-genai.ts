import { withAttemptsInMessage } from "../fields/attempts-in-message.ts";
import type { CallFacts } from "../fields/call-facts.ts";
import { withProviderMetadata } from "../fields/provider-metadata.ts";
import type { OtlpSpan } from "../wire/otlp-span.ts";
import type { Dialect } from "./dialect.ts";
import { standardReading } from "./standard-reading.ts";

/**
 * AI SDK 7 with `@ai-sdk/otel`: `invoke_agent` > `step N` > `chat` by the conventions, one `chat` span for all
 * attempts. Prompt, user and session stand only on the two spans above, usage on all three.
 */
export const vercelAiGenai: Dialect = {
  name: "vercel-ai-genai",
  matches: (span: OtlpSpan) => span.scope.name === "gen_ai",
  read: (span: OtlpSpan) => standardReading(span, { name: "vercel-ai-genai", correct }),
};

function correct(facts: CallFacts, span: OtlpSpan): CallFacts {
  return withAttemptsInMessage(withProviderMetadata(facts, span));
}
