/**
 * What a chat adds to the tokens of its messages' text, by OpenAI's own recipe for counting before a request: three
 * tokens and the role (one more) for each message, and three once that begin the answer. Other providers add as much
 * or a little more.
 */
export const CHAT_TOKENS = { message: 4, once: 3 };
/** Operations whose input is a list of messages. */
export function isChat(operation) {
    return operation === "chat" || operation === "generate_content";
}
/**
 * Two counts of one call as one: where both have counted, the larger one, because the smaller one had less of the text.
 * The order does not matter.
 */
export function mergeEstimates(a, b) {
    if (a === null || b === null)
        return a ?? b;
    return {
        ...a,
        inputTokens: larger(a.inputTokens, b.inputTokens),
        outputTokens: larger(a.outputTokens, b.outputTokens),
        encoding: a.encoding > b.encoding ? a.encoding : b.encoding,
        notes: [...new Set([...a.notes, ...b.notes])].toSorted(),
    };
}
function larger(a, b) {
    return a === null || b === null ? (a ?? b) : Math.max(a, b);
}
//# sourceMappingURL=token-estimate.js.map