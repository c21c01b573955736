import { jsonObject } from "../wire/json-object.js";
import { messageText } from "./message-text.js";
/**
 * The texts of the messages in what an instrumentation calls the input or the output of a call: a list of messages, a
 * provider's whole request or reply, or plain text. null where it is nothing of the kind.
 *
 * @param value as `plainValue` gives it
 * @throws OtherThanText
 */
export function messagesIn(value) {
    if (typeof value === "string")
        return spoken([value]);
    if (Array.isArray(value))
        return spoken(listed(value));
    const object = jsonObject(value);
    return object === undefined ? null : inObject(object);
}
/** Whether the system's instructions are among the messages already. */
export function hasSystemMessage(value) {
    return Array.isArray(value) && value.some((one) => SYSTEM.has(String(jsonObject(one)?.["role"])));
}
const SYSTEM = new Set(["system", "developer"]);
/** Messages one by one; parts without a role are one message together. */
function listed(list) {
    const isParts = list.every((one) => typeof jsonObject(one)?.["type"] === "string" && !hasRole(one));
    if (isParts)
        return [messageText(list)];
    // LangChain makes a list of each conversation of a batch.
    return list.flatMap((one) => (Array.isArray(one) ? listed(one) : [messageText(unwrapped(one))]));
}
function hasRole(one) {
    return jsonObject(one)?.["role"] !== undefined;
}
/** LangChain's messages are objects of its own, with everything in `kwargs`. */
function unwrapped(message) {
    const object = jsonObject(message);
    return object?.["kwargs"] ?? message;
}
/** What comes beside the messages of a request and is one of them to the model. */
const INSTRUCTIONS = ["system", "instructions", "systemInstruction", "system_instruction"];
/** Lists of a request and of a reply, in OpenAI's, Anthropic's, Gemini's, Cohere's and Ollama's words. */
const LISTS = ["messages", "input", "contents", "prompt", "choices", "output", "candidates", "generations"];
function inObject(object) {
    const list = LISTS.map((key) => object[key]).find((value) => value !== undefined && value !== null);
    const instructions = INSTRUCTIONS.map((key) => messageText(object[key])).filter((text) => text !== "");
    if (list === undefined || hasRole(object))
        return spoken([...instructions, messageText(object)]);
    return spoken([...instructions, ...(messagesIn(list) ?? [])]);
}
/** Something must have been said: an empty text tells that the text was left out, not that there was none. */
function spoken(messages) {
    return messages.some((text) => text !== "") ? messages : null;
}
//# sourceMappingURL=messages-in.js.map