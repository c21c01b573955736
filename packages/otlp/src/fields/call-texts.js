import { flattenedMessages } from "./flattened-messages.js";
import { messageText, OtherThanText } from "./message-text.js";
import { hasSystemMessage, messagesIn } from "./messages-in.js";
import { JSON_CHARACTERS_MAX, plainValue } from "./plain-value.js";
/** The text that came with a call, from the place that is believed most. null = there is none. */
export function callTexts(attributes, operation) {
    const input = side(attributes, INPUTS);
    // The output of an embedding is a list of numbers.
    const output = operation === "embeddings" ? null : side(attributes, OUTPUTS);
    if (input === null && output === null)
        return null;
    return {
        input: input === TOO_LARGE ? null : input,
        output: output === TOO_LARGE ? null : output,
        isTooLarge: input === TOO_LARGE || output === TOO_LARGE,
    };
}
const TOO_LARGE = "too large";
/** In the order in which they are believed: the last ones may be the arguments of any function. */
const INPUTS = [
    conventionInput,
    (attributes) => flattenedMessages(attributes, "gen_ai.prompt."),
    inAttribute("gen_ai.prompt"),
    (attributes) => flattenedMessages(attributes, "llm.input_messages."),
    inAttribute("ai.prompt.messages"),
    inAttribute("ai.prompt"),
    inAttribute("langfuse.observation.input"),
    inAttribute("input.value"),
];
const OUTPUTS = [
    inAttribute("gen_ai.output.messages"),
    (attributes) => flattenedMessages(attributes, "gen_ai.completion."),
    inAttribute("gen_ai.completion"),
    (attributes) => flattenedMessages(attributes, "llm.output_messages."),
    vercelOutput,
    inAttribute("langfuse.observation.output"),
    inAttribute("output.value"),
];
function side(attributes, sources) {
    try {
        for (const source of sources) {
            const found = source(attributes);
            if (found !== null)
                return found;
        }
    }
    catch (error) {
        if (!(error instanceof OtherThanText))
            throw error;
    }
    return null;
}
function inAttribute(name) {
    return (attributes) => {
        const value = attributes.get(name);
        if (value === undefined || value === null)
            return null;
        if (typeof value === "string" && value.length > JSON_CHARACTERS_MAX)
            return TOO_LARGE;
        return messagesIn(plainValue(value));
    };
}
/** Instructions come beside the messages, by some instrumentations also among them; alone they are half an input. */
function conventionInput(attributes) {
    const messages = inAttribute("gen_ai.input.messages")(attributes);
    const instructions = attributes.get("gen_ai.system_instructions");
    if (messages === null || messages === TOO_LARGE || instructions === undefined)
        return messages;
    if (hasSystemMessage(plainValue(attributes.get("gen_ai.input.messages"))))
        return messages;
    return [messageText(plainValue(instructions)), ...messages];
}
/** The AI SDK writes text and tool calls of an answer apart; together they are one message. */
function vercelOutput(attributes) {
    const text = inAttribute("ai.response.text")(attributes);
    const calls = inAttribute("ai.response.toolCalls")(attributes);
    if (text === TOO_LARGE || calls === TOO_LARGE)
        return TOO_LARGE;
    return text === null && calls === null ? null : [[...(text ?? []), ...(calls ?? [])].join("")];
}
//# sourceMappingURL=call-texts.js.map