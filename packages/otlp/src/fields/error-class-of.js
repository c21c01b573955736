/**
 * Words in a type or message that decide, most specific first: a 400 that says "maximum context length" is not just
 * any invalid request, and a 529 that says "overloaded" is not a rate limit.
 */
const WORDS = [
    [
        "context_length",
        /context[_ ]?length|context[_ ]window|maximum context|prompt is too long|input is too long|too many tokens in/i,
    ],
    [
        "content_filter",
        /content[_ ]?(filter|policy)|contentfilter|responsible ?ai|guardrail|safety[_ ]?(system|setting|filter)|^(safety|recitation|refusal)$/i,
    ],
    ["rate_limit", /rate[_ -]?limit|ratelimit|throttl|resource[_ ]?exhausted|too[_ ]?many[_ ]?requests|quota/i],
    ["overloaded", /overload|service[_ ]?unavailable|model[_ ]?not[_ ]?ready|capacity/i],
    ["timeout", /time[d_ -]*out|deadline/i],
    [
        "auth",
        /authentication|unauthori[sz]ed|unauthenticated|permission|forbidden|api[_ ]?key|access[_ ]?denied|billing/i,
    ],
    ["cancelled", /^aborterror$|abort|cancell?ed|^cancel/i],
    ["network", /econn|enotfound|epipe|eai_again|socket|fetch failed|network|connection|dns|\bund_err/i],
    [
        "invalid_request",
        /invalid|bad[_ ]?request|not[_ ]?found|unprocessable|validation|unsupported|badrequest/i,
    ],
];
/** Types that wrap any failure: they tell nothing, so the status and the message are asked. */
const GENERIC_TYPES = /^(_OTHER|Error|Exception|APIError|APIStatusError|AI_APICallError|AI_RetryError|api_error|server_error|HTTPError|HTTPStatusError|\d{3})$/i;
const STATUS_CLASSES = new Map([
    [400, "invalid_request"],
    [401, "auth"],
    [402, "auth"],
    [403, "auth"],
    [404, "invalid_request"],
    [408, "timeout"],
    [409, "invalid_request"],
    [413, "invalid_request"],
    [422, "invalid_request"],
    [429, "rate_limit"],
    [499, "cancelled"],
    [503, "overloaded"],
    [504, "timeout"],
    [529, "overloaded"],
]);
/**
 * The class of a failure. The most specific type decides; else the HTTP status, which messages such as
 * "429 Rate limit reached" carry too; else words of the message.
 */
export function errorClassOf(failure) {
    const { type, message } = failure;
    const status = failure.httpStatus ?? statusIn(type) ?? statusIn(message);
    const byType = type === null || GENERIC_TYPES.test(type) ? null : wordClass(type);
    // A context overflow comes as a plain 400: only the words of the message tell it from any other invalid request.
    if (byType !== null && byType !== "invalid_request")
        return byType;
    const byStatus = status === null ? null : (STATUS_CLASSES.get(status) ?? null);
    if (byStatus !== null && byStatus !== "invalid_request")
        return byStatus;
    const byMessage = message === null ? null : wordClass(message.slice(0, MESSAGE_CHARACTERS));
    if (byType === null && byStatus === null)
        return byMessage ?? "other";
    return byMessage === "context_length" || byMessage === "content_filter" ? byMessage : "invalid_request";
}
/** The start of a message says what happened; what follows may be a stack or an echo of the prompt. */
const MESSAGE_CHARACTERS = 500;
function wordClass(words) {
    return WORDS.find(([, pattern]) => pattern.test(words))?.[0] ?? null;
}
/**
 * An HTTP error status at the start of a text: "429", "429 Rate limit reached", "Error: 429 ...", and as Python's
 * clients write it: "Error code: 429 - {...}", "status_code: 429, model_name: ...".
 */
function statusIn(text) {
    const match = text === null ? null : /^(?:\w*Error: )?(?:(?:error|status)[_ ]code: ?)?([45]\d\d)(?!\d)/i.exec(text);
    return match === null ? null : Number(match[1]);
}
//# sourceMappingURL=error-class-of.js.map