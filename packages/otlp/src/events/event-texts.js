import { callTexts } from "../fields/call-texts.js";
import { messageText, OtherThanText } from "../fields/message-text.js";
import { plainValue } from "../fields/plain-value.js";
import { CHOICE_EVENT, DETAILS_EVENT, MESSAGE_EVENTS } from "./event-names.js";
/** null = the event brings no text. */
export function eventTexts(record) {
    const { eventName, attributes, body } = record;
    if (eventName === DETAILS_EVENT) {
        const texts = callTexts(attributes, "chat");
        return texts === null ? null : { ...texts, isMessage: false };
    }
    if (eventName !== CHOICE_EVENT && !MESSAGE_EVENTS.has(eventName))
        return null;
    const message = textOfBody(body);
    if (message === "")
        return null;
    const texts = message === null ? null : [message];
    const [input, output] = eventName === CHOICE_EVENT ? [null, texts] : [texts, null];
    return { input, output, isTooLarge: false, isMessage: true };
}
/** null = it holds more than text. */
function textOfBody(body) {
    try {
        return messageText(plainValue(body));
    }
    catch (error) {
        if (error instanceof OtherThanText)
            return null;
        throw error;
    }
}
//# sourceMappingURL=event-texts.js.map