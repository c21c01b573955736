import { withAttemptsInMessage } from "../fields/attempts-in-message.js";
import { withProviderMetadata } from "../fields/provider-metadata.js";
import { standardReading } from "./standard-reading.js";
/**
 * AI SDK 7 with `@ai-sdk/otel`: `invoke_agent` > `step N` > `chat` by the conventions, one `chat` span for all
 * attempts. Prompt, user and session stand only on the two spans above, usage on all three.
 */
export const vercelAiGenai = {
    name: "vercel-ai-genai",
    matches: (span) => span.scope.name === "gen_ai",
    read: (span) => standardReading(span, { name: "vercel-ai-genai", correct }),
};
function correct(facts, span) {
    return withAttemptsInMessage(withProviderMetadata(facts, span));
}
//# sourceMappingURL=vercel-ai-genai.js.map