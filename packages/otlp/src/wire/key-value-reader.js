import { AttributeBudget } from "./attribute-value.js";
import { BYTES, FIXED64, VARINT } from "./byte-reader.js";
/** A field's tag: its number and its wire type. */
export function field(number, wireType) {
    return (number << 3) | wireType;
}
const KEY = field(1, BYTES);
const VALUE = field(2, BYTES);
const STRING_VALUE = field(1, BYTES);
const BOOL_VALUE = field(2, VARINT);
const INT_VALUE = field(3, VARINT);
const DOUBLE_VALUE = field(4, FIXED64);
const ARRAY_VALUE = field(5, BYTES);
const OBJECT_VALUE = field(6, BYTES);
const BYTES_VALUE = field(7, BYTES);
/** The one field of a list and of an object. */
const ELEMENT = field(1, BYTES);
/**
 * Reads the attribute that follows; the last one wins where a key stands twice.
 * @throws RejectedRecord where it is broken, too large or too deep
 */
export function readKeyValue(reader, into, limits) {
    readPair(reader, into, new AttributeBudget(limits), 0);
}
/** A key and its value. The value's budget is the attribute's, so an object's keys and values share one. */
function readPair(reader, into, budget, depth) {
    const outerEnd = reader.enter();
    let key = "";
    let value = null;
    while (reader.pos < reader.end) {
        const tag = reader.uint32();
        if (tag === KEY)
            key = reader.text();
        else if (tag === VALUE)
            value = readValue(reader, budget, depth);
        else
            reader.skip(tag & 7);
    }
    reader.leave(outerEnd);
    if (depth > 0)
        budget.spendText(key);
    into.set(key, value);
}
function readValue(reader, budget, depth) {
    const outerEnd = reader.enter();
    let value = null;
    while (reader.pos < reader.end) {
        const tag = reader.uint32();
        switch (tag) {
            case STRING_VALUE:
                value = reader.text();
                budget.spendText(value);
                break;
            case BOOL_VALUE:
                value = reader.uint32() !== 0;
                break;
            case INT_VALUE:
                value = reader.int64();
                break;
            case DOUBLE_VALUE:
                value = reader.double();
                break;
            case ARRAY_VALUE:
                value = readList(reader, budget, depth + 1);
                break;
            case OBJECT_VALUE:
                value = readObject(reader, budget, depth + 1);
                break;
            case BYTES_VALUE:
                value = reader.bytes();
                budget.spendBytes(value.length);
                break;
            default:
                reader.skip(tag & 7);
        }
    }
    reader.leave(outerEnd);
    return value;
}
function readList(reader, budget, depth) {
    budget.enter(depth);
    const values = [];
    const outerEnd = reader.enter();
    while (reader.pos < reader.end) {
        const tag = reader.uint32();
        if (tag === ELEMENT)
            values.push(readValue(reader, budget, depth));
        else
            reader.skip(tag & 7);
    }
    reader.leave(outerEnd);
    return values;
}
function readObject(reader, budget, depth) {
    budget.enter(depth);
    const object = new Map();
    const outerEnd = reader.enter();
    while (reader.pos < reader.end) {
        const tag = reader.uint32();
        if (tag === ELEMENT)
            readPair(reader, object, budget, depth);
        else
            reader.skip(tag & 7);
    }
    reader.leave(outerEnd);
    return object;
}
//# sourceMappingURL=key-value-reader.js.map