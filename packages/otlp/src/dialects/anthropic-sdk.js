import { standardReading } from "./standard-reading.js";
/**
 * The tracing inside Anthropic's own SDK (0.134 and later): the conventions' v0.1.0 names, input with cache included.
 * It counts resends and sets the attribute only when there were any, so without it there was one attempt; and it says
 * when it streams, so without that it does not.
 */
export const anthropicSdk = {
    name: "anthropic-sdk",
    matches: (span) => span.scope.name.startsWith("com.anthropic.sdk."),
    read: (span) => standardReading(span, { name: "anthropic-sdk", correct }),
};
function correct(facts) {
    return { ...facts, attempts: facts.attempts ?? 1, stream: facts.stream ?? false };
}
//# sourceMappingURL=anthropic-sdk.js.map