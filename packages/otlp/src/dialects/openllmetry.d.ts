import type { Dialect } from "./dialect.ts";
/**
 * OpenLLMetry (Traceloop), JavaScript and Python: the conventions' names of its time beside its own `llm.*` and
 * `traceloop.*`. The Anthropic instrumentation for JavaScript reports input without the cached tokens (the one for
 * Python adds them), the one of Gemini the output without the thoughts; the OpenAI ones count the tokens of streams by themselves and do not say so.
 */
export declare const openllmetry: Dialect;
//# sourceMappingURL=openllmetry.d.ts.map