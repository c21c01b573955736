import { AttributeBudget, } from "./attribute-value.js";
import { jsonObject } from "./json-object.js";
import { RejectedRecord } from "./rejected-record.js";
/** Attributes of OTLP/JSON, `[{key, value: {stringValue: ...}}]`, as plain values. @throws RejectedRecord */
export function readJsonAttributes(pairs, limits) {
    const attributes = new Map();
    for (const [key, value] of keyValues(pairs))
        attributes.set(key, readJsonAnyValue(value, limits));
    return attributes;
}
/** One OTLP/JSON value as a plain value; a value of no known kind is empty. @throws RejectedRecord */
export function readJsonAnyValue(value, limits) {
    return readNested(value, new AttributeBudget(limits), 0);
}
function* keyValues(pairs) {
    if (pairs === undefined || pairs === null)
        return;
    if (!Array.isArray(pairs))
        throw new RejectedRecord("unreadable");
    for (const pair of pairs) {
        const { key, value } = jsonObject(pair) ?? {};
        if (typeof key !== "string")
            throw new RejectedRecord("unreadable");
        yield [key, value];
    }
}
function readNested(value, budget, depth) {
    const any = jsonObject(value) ?? {};
    const { stringValue, boolValue, intValue, doubleValue, arrayValue, kvlistValue, bytesValue } = any;
    if (typeof stringValue === "string") {
        budget.spendText(stringValue);
        return stringValue;
    }
    if (typeof boolValue === "boolean")
        return boolValue;
    if (intValue !== undefined && intValue !== null)
        return wholeNumber(intValue);
    if (doubleValue !== undefined && doubleValue !== null)
        return double(doubleValue);
    const values = jsonObject(arrayValue);
    if (values !== undefined)
        return readList(values["values"], budget, depth + 1);
    const pairs = jsonObject(kvlistValue);
    if (pairs !== undefined)
        return readObject(pairs["values"], budget, depth + 1);
    if (typeof bytesValue === "string")
        return readBytes(bytesValue, budget);
    return null;
}
function readList(values, budget, depth) {
    budget.enter(depth);
    return Array.isArray(values) ? values.map((value) => readNested(value, budget, depth)) : [];
}
function readObject(pairs, budget, depth) {
    budget.enter(depth);
    const object = new Map();
    for (const [key, value] of keyValues(pairs)) {
        budget.spendText(key);
        object.set(key, readNested(value, budget, depth));
    }
    return object;
}
function readBytes(base64, budget) {
    const bytes = Buffer.from(base64, "base64");
    budget.spendBytes(bytes.length);
    return bytes;
}
/** proto3's JSON writes int64 as a decimal string; the JavaScript exporter writes a number. Both are taken. */
function wholeNumber(value) {
    if (typeof value === "number")
        return value;
    if (typeof value !== "string" || !/^-?\d{1,19}$/.test(value))
        throw new RejectedRecord("unreadable");
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : BigInt(value);
}
/** proto3's JSON has no number for them, so NaN and the infinities come as text. */
function double(value) {
    if (typeof value === "number")
        return value;
    if (value === "NaN" || value === "Infinity" || value === "-Infinity")
        return Number(value);
    const number = typeof value === "string" && value.trim() !== "" ? Number(value) : Number.NaN;
    if (Number.isNaN(number))
        throw new RejectedRecord("unreadable");
    return number;
}
//# sourceMappingURL=json-any-value.js.map