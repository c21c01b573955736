import type { Dialect } from "./dialect.ts";
/**
 * The LiteLLM proxy: `Received Proxy Server Request` > `litellm_request` > `raw_gen_ai_request`. The call is the one
 * in the middle, or the one above it where the middle one is switched off, whosever span that is; the inner one is the
 * bare HTTP exchange. Only LiteLLM names asynchronous functions (`acompletion`) as the type of a request.
 * Keys, users and teams of the proxy come as `metadata.user_api_key_*`.
 */
export declare const litellm: Dialect;
//# sourceMappingURL=litellm.d.ts.map