import type { Dialect } from "./dialect.ts";
/**
 * Pydantic Logfire and Pydantic AI. Pydantic AI follows the conventions, with agent spans that repeat the usage of
 * their calls. Logfire's own wrappers keep the request and the reply as JSON; of a stream they make a second span,
 * named `streaming response from ...`, which is not a second call. A `pending_span` announces one that is still open.
 */
export declare const logfire: Dialect;
//# sourceMappingURL=logfire.d.ts.map