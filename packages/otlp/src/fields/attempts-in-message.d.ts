import type { CallFacts } from "./call-facts.ts";
/** The AI SDK says it only in words: "Failed after 3 attempts. Last error: ...". */
export declare function withAttemptsInMessage(facts: CallFacts): CallFacts;
//# sourceMappingURL=attempts-in-message.d.ts.map