import { opentelemetry } from "#wire";
import { AttributeBudget, } from "./attribute-value.js";
import { RejectedRecord } from "./rejected-record.js";
/** Decoded protobuf attributes as plain values; the last one wins where a key stands twice. @throws RejectedRecord */
export function readAttributes(pairs, limits) {
    const attributes = new Map();
    for (const pair of pairs ?? [])
        attributes.set(pair.key ?? "", readAnyValue(pair.value, limits));
    return attributes;
}
/** One decoded protobuf value as a plain value. Scalars, nearly all there are, go without a budget object. */
export function readAnyValue(value, limits) {
    const text = value?.stringValue;
    if (typeof text === "string") {
        if (text.length * 3 > limits.bytes && Buffer.byteLength(text) > limits.bytes) {
            throw new RejectedRecord("attribute_too_large");
        }
        return text;
    }
    return readNested(value, new AttributeBudget(limits), 0);
}
function readNested(value, budget, depth) {
    if (value === null || value === undefined)
        return null;
    if (typeof value.stringValue === "string") {
        budget.spendText(value.stringValue);
        return value.stringValue;
    }
    if (value.intValue)
        return wholeNumberOf(value.intValue);
    if (typeof value.boolValue === "boolean")
        return value.boolValue;
    if (typeof value.doubleValue === "number")
        return value.doubleValue;
    if (value.arrayValue)
        return readList(value.arrayValue.values ?? [], budget, depth + 1);
    if (value.kvlistValue)
        return readObject(value.kvlistValue.values ?? [], budget, depth + 1);
    if (value.bytesValue) {
        budget.spendBytes(value.bytesValue.length);
        return value.bytesValue;
    }
    return null;
}
function readList(values, budget, depth) {
    budget.enter(depth);
    return values.map((value) => readNested(value, budget, depth));
}
function readObject(pairs, budget, depth) {
    budget.enter(depth);
    const object = new Map();
    for (const pair of pairs) {
        budget.spendText(pair.key ?? "");
        object.set(pair.key ?? "", readNested(pair.value, budget, depth));
    }
    return object;
}
/** Bytes of an id as lower-case hex; "" for none. */
export function hex(bytes) {
    return bytes ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("hex") : "";
}
/** A fixed64 time; absent = 0. */
export function unixNano(time) {
    return time ? { high: time.high >>> 0, low: time.low >>> 0 } : { high: 0, low: 0 };
}
/** An int64 as a number where that is exact. */
export function wholeNumberOf(long) {
    const number = long.toNumber();
    return Number.isSafeInteger(number) ? number : BigInt(long.toString());
}
//# sourceMappingURL=any-value.js.map