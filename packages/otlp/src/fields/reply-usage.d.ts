import type { JsonObject } from "../wire/json-object.ts";
import type { CallFacts } from "./call-facts.ts";
/**
 * Usage as OpenAI and Anthropic write it in their replies, where an instrumentation hands the reply on as it is: read
 * as every reply is, so that input holds the cache and output the reasoning.
 */
export declare function readReplyUsage(usage: JsonObject, facts: CallFacts): Pick<CallFacts, "usage" | "notes">;
//# sourceMappingURL=reply-usage.d.ts.map