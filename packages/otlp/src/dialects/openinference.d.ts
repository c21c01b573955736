import type { Dialect } from "./dialect.ts";
/**
 * OpenInference (Arize): `llm.*` names and a span kind. The request's model and its stream flag stand only in the JSON
 * of its parameters, the response id only in the reply. LangChain comes through it, with the provider in `metadata`.
 */
export declare const openinference: Dialect;
//# sourceMappingURL=openinference.d.ts.map