import { jsonObject } from "../wire/json-object.js";
/** A message holds an image, a recording or a file: what that costs in tokens cannot be told from text. */
export class OtherThanText extends Error {
}
/** Message parts nest some six levels deep; what lies deeper is data of a tool and is written out whole before. */
const DEPTH_MAX = 16;
const MEDIA = /^(input_)?(image|image_url|audio|video|file|document|blob|uri|media)$|^(computer_screenshot|file_search_call)$/;
const MEDIA_KEYS = ["image_url", "inline_data", "inlineData", "file_data", "fileData"];
/** Where the providers' APIs and the conventions put text: what is nested, and what a tool gets or answers. */
const TEXT_KEYS = [
    "content",
    "parts",
    "text",
    "thinking",
    "reasoning_content",
    "refusal",
    "message",
    "tool_calls",
    "toolCalls",
    "function",
    "function_call",
    "functionCall",
    "functionResponse",
];
const DATA_KEYS = ["arguments", "args", "input", "response", "result", "output"];
/**
 * All text of a message or of a part of it, in one piece: a stream's chunks counted one by one would give more tokens
 * than the whole.
 *
 * @throws OtherThanText
 */
export function messageText(node, depth = 0) {
    if (typeof node === "string")
        return node;
    if (depth > DEPTH_MAX)
        return "";
    if (Array.isArray(node))
        return node.map((part) => messageText(part, depth + 1)).join("");
    const message = jsonObject(node);
    if (message === undefined)
        return "";
    if (isMedia(message))
        throw new OtherThanText("a message holds more than text");
    const data = DATA_KEYS.filter((key) => message[key] !== undefined && message[key] !== null);
    return [
        ...(data.length > 0 ? [nameOf(message)] : []),
        ...TEXT_KEYS.map((key) => messageText(message[key], depth + 1)),
        ...data.map((key) => written(message[key])),
    ].join("");
}
function isMedia(message) {
    const { type } = message;
    return (typeof type === "string" && MEDIA.test(type)) || MEDIA_KEYS.some((key) => key in message);
}
/** The model wrote the name of the tool that it calls. */
function nameOf({ name, toolName }) {
    const known = name ?? toolName;
    return typeof known === "string" ? known : "";
}
function written(data) {
    return typeof data === "string" ? data : JSON.stringify(data);
}
//# sourceMappingURL=message-text.js.map