import { isUtf8 } from "node:buffer";
import { RejectedRecord } from "./rejected-record.js";
import { TextCache } from "./text-cache.js";
/** protobuf's wire types, the lower three bits of a field's tag. */
export const VARINT = 0;
export const FIXED64 = 1;
export const BYTES = 2;
export const GROUP = 3;
export const GROUP_END = 4;
export const FIXED32 = 5;
const texts = new TextCache();
/**
 * Reads protobuf's primitives from a frame of a body. Whatever leaves the frame rejects the record; nothing outside
 * the frame is ever read.
 */
export class ByteReader {
    pos = 0;
    end = 0;
    #bytes;
    constructor(body) {
        this.#bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
    }
    /** Goes to the start of a frame and stays inside it. */
    open({ start, length }) {
        this.pos = start;
        this.end = start + length;
    }
    /** Passes over an embedded message, and gives where it is. */
    frame() {
        const length = this.uint32();
        return { start: this.#take(length), length };
    }
    /** An unsigned varint of up to 32 bits: tags, lengths, enums. Higher bits are dropped, as protobuf demands. */
    uint32() {
        let value = 0;
        for (let shift = 0; shift < 70; shift += 7) {
            const byte = this.#next();
            if (shift < 32)
                value |= (byte & 0x7f) << shift;
            if (byte < 0x80)
                return value >>> 0;
        }
        throw new RejectedRecord("unreadable");
    }
    /** A signed 64-bit varint: a number where that is exact. */
    int64() {
        let low = 0;
        let high = 0;
        for (let shift = 0; shift < 70; shift += 7) {
            const byte = this.#next();
            const bits = byte & 0x7f;
            if (shift < 28)
                low |= bits << shift;
            else if (shift === 28) {
                low |= bits << 28;
                high |= bits >>> 4;
            }
            else
                high |= bits << (shift - 32);
            if (byte < 0x80)
                return signed(high, low >>> 0);
        }
        throw new RejectedRecord("unreadable");
    }
    fixed64() {
        const at = this.#take(8);
        return { low: this.#bytes.readUInt32LE(at), high: this.#bytes.readUInt32LE(at + 4) };
    }
    fixed32() {
        return this.#bytes.readUInt32LE(this.#take(4));
    }
    double() {
        return this.#bytes.readDoubleLE(this.#take(8));
    }
    text() {
        const length = this.uint32();
        const start = this.#take(length);
        return texts.get(this.#bytes, start, start + length, () => this.#decode(start, start + length));
    }
    bytes() {
        const length = this.uint32();
        const start = this.#take(length);
        return this.#bytes.subarray(start, start + length);
    }
    hex() {
        const length = this.uint32();
        const start = this.#take(length);
        return this.#bytes.toString("hex", start, start + length);
    }
    /** Narrows the frame to the embedded message that follows. @returns the outer frame's end, for `leave` */
    enter() {
        const length = this.uint32();
        const outerEnd = this.end;
        const start = this.#take(length);
        this.end = start + length;
        this.pos = start;
        return outerEnd;
    }
    /** Goes on behind the embedded message. */
    leave(outerEnd) {
        this.pos = this.end;
        this.end = outerEnd;
    }
    /** @param depth of groups in each other, which nobody has written for ten years */
    skip(wireType, depth = 0) {
        if (wireType === VARINT)
            this.uint32();
        else if (wireType === FIXED64)
            this.#take(8);
        else if (wireType === BYTES)
            this.#take(this.uint32());
        else if (wireType === FIXED32)
            this.#take(4);
        else if (wireType === GROUP && depth < 32)
            this.#skipGroup(depth + 1);
        else
            throw new RejectedRecord("unreadable");
    }
    #skipGroup(depth) {
        for (;;) {
            const wireType = this.uint32() & 7;
            if (wireType === GROUP_END)
                return;
            this.skip(wireType, depth);
        }
    }
    #next() {
        const byte = this.pos < this.end ? this.#bytes[this.pos] : undefined;
        if (byte === undefined)
            throw new RejectedRecord("unreadable");
        this.pos += 1;
        return byte;
    }
    /** Takes that many bytes; gives where they start. */
    #take(length) {
        const start = this.pos;
        if (length > this.end - start)
            throw new RejectedRecord("unreadable");
        this.pos = start + length;
        return start;
    }
    #decode(start, end) {
        const text = this.#bytes.toString("utf8", start, end);
        // U+FFFD stands for broken bytes, or for itself.
        if (text.includes("\uFFFD") && !isUtf8(this.#bytes.subarray(start, end)))
            throw new RejectedRecord("invalid_utf8");
        return text;
    }
}
function signed(high, low) {
    const number = high * 2 ** 32 + low;
    return Number.isSafeInteger(number) ? number : BigInt(high) * 4294967296n + BigInt(low);
}
//# sourceMappingURL=byte-reader.js.map