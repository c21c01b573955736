import { standardReading } from "./standard-reading.js";
/**
 * OpenTelemetry's GenAI conventions, all generations: `gen_ai.system` and `prompt_tokens` from before 1.36,
 * `gen_ai.provider.name` since 1.37, `cache_write` and `gen_ai.prompt.name` since v0.1.0. The differences are names
 * alone, so the table of sources holds them all.
 */
export const otelGenai = {
    name: "otel-genai",
    matches: (span) => MARKS.some((name) => span.attributes.has(name)),
    read: (span) => standardReading(span, otelGenai),
};
const MARKS = [
    "gen_ai.operation.name",
    "gen_ai.provider.name",
    "gen_ai.system",
    "gen_ai.request.model",
    "gen_ai.usage.input_tokens",
];
//# sourceMappingURL=otel-genai.js.map