import { standardReading } from "./standard-reading.js";
/**
 * OpenLIT: the conventions' names with its own price list (0 where it could not be loaded), a time to first token that
 * stops at the headers, `server.address` fixed to api.openai.com, and its own token estimates on streams without
 * usage, which it does not mark. Counts are handed on as the provider states them: input without the cache of Anthropic
 * and Bedrock, output without the thoughts of Gemini.
 */
export const openlit = {
    name: "openlit",
    matches: ({ scope, resource }) => scope.name.startsWith("@openlit/") ||
        scope.name.startsWith("openlit") ||
        resource.get("telemetry.sdk.name") === "openlit",
    read: (span) => standardReading(span, { name: "openlit", correct }),
};
function correct(facts, { scope }) {
    const { notes, usage, usageRules } = facts;
    const mayBeEstimated = facts.stream === true && usage.output !== null;
    return {
        ...facts,
        usageRules: {
            ...usageRules,
            cacheInInput: CACHE_BESIDE_INPUT.test(scope.name) ? "excluded" : "included",
            reasoningInOutput: THOUGHTS_BESIDE_OUTPUT.test(scope.name) ? "excluded" : "included",
        },
        notes: mayBeEstimated ? [...notes, "tokens_may_be_estimated"] : notes,
    };
}
const CACHE_BESIDE_INPUT = /^@openlit\/instrumentation-(anthropic|bedrock)$/;
const THOUGHTS_BESIDE_OUTPUT = /^@openlit\/instrumentation-(google-ai|vertexai)$/;
//# sourceMappingURL=openlit.js.map