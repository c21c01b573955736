const FIRST_BYTES = 4096;
/** Up to here a loop is faster than the call into the platform's encoder, which takes 150 ns. */
const SHORT_TEXT = 64;
/** A varint of 4 bytes holds 2^28: no message of ours comes near 256 MiB. */
const LENGTH_BYTES_MAX = 4;

/**
 * Writes protobuf's wire format (protobuf.dev, "Encoding") into a buffer that grows. Only what spans need; a length
 * is written when its message is complete, and the message moves up where the length takes more than one byte.
 */
export class ProtobufWriter {
  #bytes: Buffer = Buffer.allocUnsafe(FIRST_BYTES);
  #end = 0;

  get length(): number {
    return this.#end;
  }

  /** Gives away what was written, and begins anew. */
  take(): Buffer {
    const written = this.#bytes.subarray(0, this.#end);
    this.#end = 0;
    // A batch that fills its memory keeps it; a small one is copied out of memory that is used again.
    if (written.length < this.#bytes.length / 2) return Buffer.from(written);
    this.#bytes = Buffer.allocUnsafe(this.#bytes.length);
    return written;
  }

  /** Takes back what was written after this length. */
  truncate(length: number): void {
    this.#end = length;
  }

  /** @param value a whole number from 0 to 2^53 - 1 */
  varint(field: number, value: number): void {
    this.#tag(field, 0);
    this.#reserve(8);
    let rest = value;
    while (rest > 127) {
      this.#bytes[this.#end++] = (rest % 128) | 128;
      rest = Math.floor(rest / 128);
    }
    this.#bytes[this.#end++] = rest;
  }

  double(field: number, value: number): void {
    this.#tag(field, 1);
    this.#reserve(8);
    this.#end = this.#bytes.writeDoubleLE(value, this.#end);
  }

  fixed64(field: number, value: bigint): void {
    this.#tag(field, 1);
    this.#reserve(8);
    this.#end = this.#bytes.writeBigUInt64LE(value, this.#end);
  }

  text(field: number, value: string): void {
    if (value.length <= SHORT_TEXT && this.#shortAscii(field, value)) return;
    const start = this.begin(field);
    // UTF-8 needs three bytes at most for each of JavaScript's 16-bit units.
    this.#reserve(value.length * 3);
    this.#end += this.#bytes.write(value, this.#end, "utf8");
    this.finish(start);
  }

  /** A text whose length is known and is one byte. Writes nothing, and says so, where a character is not ASCII. */
  #shortAscii(field: number, value: string): boolean {
    const { length } = value;
    this.#reserve(length + 2);
    const bytes = this.#bytes;
    let end = this.#end + 2;
    for (let i = 0; i < length; i += 1) {
      const code = value.charCodeAt(i);
      if (code > 127) return false;
      bytes[end++] = code;
    }
    bytes[this.#end] = (field << 3) | 2;
    bytes[this.#end + 1] = length;
    this.#end = end;
    return true;
  }

  /** @param value hex digits, two a byte */
  hex(field: number, value: string): void {
    const start = this.begin(field);
    this.#reserve(value.length / 2);
    this.#end += this.#bytes.write(value, this.#end, "hex");
    this.finish(start);
  }

  /** Begins a message inside of this one; what is written until `finish` is its content. */
  begin(field: number): number {
    this.#tag(field, 2);
    this.#reserve(1);
    this.#end += 1;
    return this.#end;
  }

  /** @param following bytes of the message that come after all that is written here */
  finish(start: number, following = 0): void {
    const length = this.#end - start + following;
    if (length > 127) this.#moveUp(start, length);
    let position = start - 1;
    let rest = length;
    while (rest > 127) {
      this.#bytes[position++] = (rest & 127) | 128;
      rest >>>= 7;
    }
    this.#bytes[position] = rest;
  }

  #moveUp(start: number, length: number): void {
    this.#reserve(LENGTH_BYTES_MAX);
    const more = length < 2 ** 14 ? 1 : length < 2 ** 21 ? 2 : 3;
    this.#bytes.copyWithin(start + more, start, this.#end);
    this.#end += more;
  }

  /** All our field numbers are below 16, so a tag is one byte. */
  #tag(field: number, wireType: number): void {
    this.#reserve(1);
    this.#bytes[this.#end++] = (field << 3) | wireType;
  }

  #reserve(bytes: number): void {
    const needed = this.#end + bytes;
    if (needed <= this.#bytes.length) return;
    const grown = Buffer.allocUnsafe(Math.max(needed, this.#bytes.length * 2));
    this.#bytes.copy(grown, 0, 0, this.#end);
    this.#bytes = grown;
  }
}
