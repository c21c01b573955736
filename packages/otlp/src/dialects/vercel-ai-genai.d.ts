import type { Dialect } from "./dialect.ts";
/**
 * AI SDK 7 with `@ai-sdk/otel`: `invoke_agent` > `step N` > `chat` by the conventions, one `chat` span for all
 * attempts. Prompt, user and session stand only on the two spans above, usage on all three.
 */
export declare const vercelAiGenai: Dialect;
//# sourceMappingURL=vercel-ai-genai.d.ts.map