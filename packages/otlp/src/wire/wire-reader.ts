import { isUtf8 } from "node:buffer";
import protobuf from "protobufjs/minimal.js";
import { RejectedRecord } from "./rejected-record.ts";

/**
 * protobufjs' reader with one difference: text is decoded by V8 and only looked at again when it holds U+FFFD,
 * which stands for broken bytes, or for itself. protobufjs' own check walks every byte in JavaScript.
 */
export class WireReader extends protobuf.Reader {
  readonly #bytes: Buffer;

  constructor(body: Uint8Array) {
    const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
    super(bytes);
    this.#bytes = bytes;
    this.discardUnknown = true;
  }

  override stringVerify(): string {
    const length = this.uint32();
    const start = this.pos;
    const end = start + length;
    if (end > this.len) throw new RangeError(`text of ${length} bytes is cut off`);
    this.pos = end;
    const text = this.#bytes.toString("utf8", start, end);
    if (text.includes("\uFFFD") && !isUtf8(this.#bytes.subarray(start, end))) {
      throw new RejectedRecord("invalid_utf8");
    }
    return text;
  }
}
