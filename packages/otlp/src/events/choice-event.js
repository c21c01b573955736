import { numberOf, textOf } from "../fields/attribute.js";
/** `{finish_reason, index, message}`: the finish reason of the first choice is the call's. */
export function readChoice({ body }) {
    if (!(body instanceof Map) || (numberOf(body.get("index")) ?? 0) > 0)
        return {};
    const finishReason = textOf(body.get("finish_reason"))?.slice(0, WORD_CHARACTERS);
    return finishReason === undefined ? {} : { finishReason };
}
/** A finish reason is a word; anything longer is text that got into the wrong place. */
const WORD_CHARACTERS = 200;
//# sourceMappingURL=choice-event.js.map