import { isUtf8 } from "node:buffer";
import protobuf from "protobufjs/minimal.js";
import { RejectedRecord } from "./rejected-record.js";
/**
 * protobufjs' reader for the generated decoders, with one difference: text is decoded by V8 and only looked at again
 * when it holds U+FFFD, which stands for broken bytes, or for itself. protobufjs' own check walks every byte in
 * JavaScript.
 */
export class WireReader extends protobuf.Reader {
    #bytes;
    constructor(body) {
        const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
        super(bytes);
        this.#bytes = bytes;
        this.discardUnknown = true;
    }
    /** Runs a generated decoder over one message of the body. @throws RejectedRecord */
    decode({ start, length }, decoder) {
        this.pos = start;
        this.len = start + length;
        try {
            return decoder(this, length);
        }
        catch (error) {
            throw error instanceof RejectedRecord ? error : new RejectedRecord(reasonOf(error));
        }
    }
    stringVerify() {
        const length = this.uint32();
        const start = this.pos;
        const end = start + length;
        if (end > this.len)
            throw new RejectedRecord("unreadable");
        this.pos = end;
        const text = this.#bytes.toString("utf8", start, end);
        if (text.includes("\uFFFD") && !isUtf8(this.#bytes.subarray(start, end))) {
            throw new RejectedRecord("invalid_utf8");
        }
        return text;
    }
}
/** protobufjs tells its depth limit (100 messages) by words alone. */
function reasonOf(error) {
    return error instanceof Error && error.message === "max depth exceeded"
        ? "attribute_too_deep"
        : "unreadable";
}
//# sourceMappingURL=wire-reader.js.map