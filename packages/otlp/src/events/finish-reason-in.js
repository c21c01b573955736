import { scalarOf, textOf } from "../fields/attribute.js";
import { plainValue } from "../fields/plain-value.js";
import { jsonObject } from "../wire/json-object.js";
/** The finish reason that stands only in the first message of the answer: `[{role, parts, finish_reason}]`. */
export function finishReasonIn({ attributes }) {
    const messages = plainValue(attributes.get("gen_ai.output.messages"));
    const first = Array.isArray(messages) ? jsonObject(messages[0]) : undefined;
    return textOf(scalarOf(first?.["finish_reason"]))?.slice(0, WORD_CHARACTERS) ?? null;
}
const WORD_CHARACTERS = 200;
//# sourceMappingURL=finish-reason-in.js.map