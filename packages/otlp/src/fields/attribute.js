import { jsonObject } from "../wire/json-object.js";
/** Text, or a number or flag written out; null for everything else and for "". */
export function textOf(value) {
    if (typeof value === "string")
        return value === "" ? null : value;
    if (typeof value === "number" || typeof value === "bigint" || typeof value === "boolean")
        return String(value);
    return null;
}
/** A finite number, also when it is written as text; else null. */
export function numberOf(value) {
    const number = typeof value === "number" || typeof value === "bigint"
        ? Number(value)
        : typeof value === "string" && value.trim() !== ""
            ? Number(value)
            : Number.NaN;
    return Number.isFinite(number) ? number : null;
}
/** true and false, also as the words that Python writes (`True`); else null. */
export function flagOf(value) {
    if (typeof value === "boolean")
        return value;
    if (typeof value !== "string")
        return null;
    const word = value.toLowerCase();
    return word === "true" ? true : word === "false" ? false : null;
}
/** A list of texts: a real list, a list as JSON text (LiteLLM, OpenInference), or a single text. */
export function textsOf(value) {
    if (Array.isArray(value))
        return value.filter((element) => typeof element === "string");
    if (typeof value !== "string" || value === "")
        return [];
    if (!value.startsWith("["))
        return [value];
    const parsed = parseJson(value);
    return Array.isArray(parsed)
        ? parsed.filter((element) => typeof element === "string")
        : [value];
}
/** A list of numbers; anything else gives an empty list. */
export function numbersOf(value) {
    return Array.isArray(value) && value.every((element) => typeof element === "number") ? value : [];
}
/**
 * Longer JSON is not parsed: it is a whole conversation, and what is looked for in it (a model, a flag) is not worth
 * a millisecond per span.
 */
const JSON_CHARACTERS_MAX = 65_536;
/** The object in an attribute that holds JSON text, or that is an object already; undefined for everything else. */
export function objectOf(attributes, name) {
    const value = attributes.get(name);
    if (value instanceof Map)
        return Object.fromEntries(value);
    if (typeof value !== "string" || !value.startsWith("{") || value.length > JSON_CHARACTERS_MAX)
        return undefined;
    return jsonObject(parseJson(value));
}
function parseJson(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
/** A field of parsed JSON as an attribute value: text, number or flag; undefined for everything else. */
export function scalarOf(value) {
    return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
        ? value
        : undefined;
}
//# sourceMappingURL=attribute.js.map