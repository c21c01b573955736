import { type Call, type CallTokens } from "@promptprof/model";
/**
 * Two instrumentations saw one request, one inside the other. The inner one is nearer to the wire, so its numbers
 * stand; the outer one fills in what the inner one does not know. Prompt, user, session, team and tags come with the
 * ancestors, of which the outer span is one.
 */
export declare function mergeNested(inner: Call, outer: Call): Call;
/** All token counts of a call: they are only ever taken over together. */
export declare function tokensOf(call: CallTokens): CallTokens;
//# sourceMappingURL=merge-nested.d.ts.map