const INITIAL_BYTES = 65_536;
/** What a full batch of long calls needs; a buffer that once grew beyond it is not kept. */
const KEPT_BYTES_MAX = 48 * 2 ** 20;

/**
 * Values as JSON lines in one piece of memory that is used again and again. Making a text of a whole request and a buffer
 * of that costs three times as much (15 against 5 us a call, measured): texts of a megabyte are memory that the
 * system has to hand out anew each time.
 */
export class LineBuffer {
  #bytes: Buffer = Buffer.allocUnsafeSlow(INITIAL_BYTES);
  #length = 0;

  append(value: unknown): void {
    const line = JSON.stringify(value);
    // A UTF-16 unit has at most 3 bytes in UTF-8.
    this.#makeRoom(line.length * 3 + 1);
    this.#length += this.#bytes.write(line, this.#length, "utf8");
    this.#bytes[this.#length] = 0x0a;
    this.#length += 1;
  }

  /** What was appended, in place: it changes with the next `append` after a `clear`. */
  get bytes(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  clear(): void {
    this.#length = 0;
    if (this.#bytes.byteLength > KEPT_BYTES_MAX) {
      this.#bytes = Buffer.allocUnsafeSlow(INITIAL_BYTES);
    }
  }

  #makeRoom(bytes: number): void {
    if (this.#length + bytes <= this.#bytes.byteLength) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(this.#bytes.byteLength * 2, this.#length + bytes));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }
}
