import type { Dialect } from "./dialect.ts";
/**
 * LangSmith's OpenTelemetry export: the conventions' names, its own span kinds, cache and reasoning counts as JSON
 * (`{"cache_read":64}`), metadata one by one. It sets the status of a span to OK when a run begins, which is final, so
 * a failed run is OK with an exception.
 */
export declare const langsmith: Dialect;
//# sourceMappingURL=langsmith.d.ts.map