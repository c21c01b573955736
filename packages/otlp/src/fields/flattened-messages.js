import { OtherThanText } from "./message-text.js";
/**
 * The texts of messages that were flattened into attributes: `gen_ai.prompt.0.content`,
 * `llm.input_messages.1.message.contents.0.message_content.text`; null where there are none.
 *
 * @param prefix with its dot
 * @throws OtherThanText
 */
export function flattenedMessages(attributes, prefix) {
    const messages = new Map();
    for (const [name, value] of attributes) {
        if (!name.startsWith(prefix))
            continue;
        const [, index, path] = /^(\d{1,6})\.(.+)$/.exec(name.slice(prefix.length)) ?? [];
        if (index === undefined || path === undefined)
            continue;
        if (MEDIA.test(path))
            throw new OtherThanText("a message holds more than text");
        if (!TEXT.test(path) || typeof value !== "string")
            continue;
        const texts = messages.get(Number(index));
        if (texts === undefined)
            messages.set(Number(index), [value]);
        else
            texts.push(value);
    }
    const texts = [...messages].toSorted(([a], [b]) => a - b).map(([, parts]) => parts.join(""));
    return texts.some((text) => text !== "") ? texts : null;
}
/** What the model reads or writes; roles, ids and types are not counted as text. */
const TEXT = /(^|\.)(content|text|arguments|name)$/;
const MEDIA = /(^|[._])(image|audio|video|file)([._]|$)/;
//# sourceMappingURL=flattened-messages.js.map