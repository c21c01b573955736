import type { Dialect } from "./dialect.ts";
/**
 * The tracing inside Anthropic's own SDK (0.134 and later): the conventions' v0.1.0 names, input with cache included.
 * It counts resends and sets the attribute only when there were any, so without it there was one attempt; and it says
 * when it streams, so without that it does not.
 */
export declare const anthropicSdk: Dialect;
//# sourceMappingURL=anthropic-sdk.d.ts.map