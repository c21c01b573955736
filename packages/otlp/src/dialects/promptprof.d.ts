import type { Dialect } from "./dialect.ts";
/**
 * Our own spans, of the SDK and of `encodeCalls`: the conventions' newest names, and `promptprof.*` for what they have
 * no name for. Here a count of 0 was counted and an HTTP status is no error by itself, so both stay as they are.
 */
export declare const promptprof: Dialect;
/** Scope of the spans that `encodeCalls` writes. */
export declare const OWN_SCOPE = "promptprof";
//# sourceMappingURL=promptprof.d.ts.map