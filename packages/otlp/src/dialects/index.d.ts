import type { Dialect } from "./dialect.ts";
/**
 * All dialects, the most specific first: the first one that matches reads the span. Those that know their own scope
 * come before those that go by an attribute, because exporters (LangSmith, Sentry, Logfire) add attributes of their
 * own to the spans of other instrumentations. LiteLLM writes OpenLLMetry's names, so it comes before it.
 */
export declare const DIALECTS: readonly Dialect[];
//# sourceMappingURL=index.d.ts.map