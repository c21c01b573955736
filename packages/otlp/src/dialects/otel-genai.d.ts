import type { Dialect } from "./dialect.ts";
/**
 * OpenTelemetry's GenAI conventions, all generations: `gen_ai.system` and `prompt_tokens` from before 1.36,
 * `gen_ai.provider.name` since 1.37, `cache_write` and `gen_ai.prompt.name` since v0.1.0. The differences are names
 * alone, so the table of sources holds them all.
 */
export declare const otelGenai: Dialect;
//# sourceMappingURL=otel-genai.d.ts.map