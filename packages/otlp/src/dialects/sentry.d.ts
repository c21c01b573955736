import type { Dialect } from "./dialect.ts";
/**
 * Sentry's AI monitoring: the conventions' names with its own for cached and reasoning tokens, and US dollars in
 * `gen_ai.cost.*_tokens`. All of them stand in the table of sources. The operation is often the provider's or the
 * framework's own word for it.
 */
export declare const sentry: Dialect;
//# sourceMappingURL=sentry.d.ts.map