/**
 * Longer JSON text is not parsed: a million characters take some 5 ms of the one thread that everything shares, and
 * more is not counted in one request anyway.
 */
export const JSON_CHARACTERS_MAX = 2 ** 20;
/** Deeper JSON is nobody's message, and would be too deep for functions that call themselves. */
const JSON_DEPTH_MAX = 64;
/**
 * A value as `JSON.parse` gives it, whether it came as a structure or as JSON text. Text that is no JSON, or too much
 * of it, stays text; bytes are nothing.
 */
export function plainValue(value) {
    if (typeof value === "string")
        return parsedOrText(value);
    return structure(value);
}
function structure(value) {
    if (value instanceof Map) {
        return Object.fromEntries([...value].map(([key, inner]) => [key, structure(inner)]));
    }
    if (Array.isArray(value))
        return value.map((element) => structure(element));
    return typeof value === "bigint" || value instanceof Uint8Array ? undefined : value;
}
function parsedOrText(text) {
    if (!/^\s*[[{]/.test(text) || text.length > JSON_CHARACTERS_MAX)
        return text;
    try {
        const value = JSON.parse(text);
        return isDeeper(value, JSON_DEPTH_MAX) ? text : value;
    }
    catch {
        return text;
    }
}
function isDeeper(value, depth) {
    if (typeof value !== "object" || value === null)
        return false;
    return depth === 0 || Object.values(value).some((inner) => isDeeper(inner, depth - 1));
}
//# sourceMappingURL=plain-value.js.map