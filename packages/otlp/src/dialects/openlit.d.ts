import type { Dialect } from "./dialect.ts";
/**
 * OpenLIT: the conventions' names with its own price list (0 where it could not be loaded), a time to first token that
 * stops at the headers, `server.address` fixed to api.openai.com, and its own token estimates on streams without
 * usage, which it does not mark. Counts are handed on as the provider states them: input without the cache of Anthropic
 * and Bedrock, output without the thoughts of Gemini.
 */
export declare const openlit: Dialect;
//# sourceMappingURL=openlit.d.ts.map