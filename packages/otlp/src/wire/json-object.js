/** Anything that JSON calls an object, or nothing. */
export function jsonObject(value) {
    return isJsonObject(value) ? value : undefined;
}
function isJsonObject(value) {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
/** Text, or "" for anything else. */
export function jsonText(value) {
    return typeof value === "string" ? value : "";
}
/** A list's objects, or nothing where it is no list or one element is no object. */
export function jsonObjects(value) {
    if (value === undefined || value === null)
        return [];
    return Array.isArray(value) && value.every(isJsonObject) ? value : undefined;
}
//# sourceMappingURL=json-object.js.map