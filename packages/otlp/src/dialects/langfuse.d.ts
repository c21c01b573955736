import type { Dialect } from "./dialect.ts";
/**
 * Langfuse's SDK: one model attribute, usage as JSON in disjoint buckets, errors as a level (the span's status stays
 * unset), the first token as an ISO time inside JSON quotes.
 */
export declare const langfuse: Dialect;
//# sourceMappingURL=langfuse.d.ts.map