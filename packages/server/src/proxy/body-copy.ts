/** Bytes of one body that are kept to be read; what is longer is passed without being read. */
export const COPY_BYTES_MAX = 8 * 2 ** 20;

/** A bounded copy of a body on its way. The chunks are shared with the connection, not copied again. */
export class BodyCopy {
  #chunks: Buffer[] | null = [];
  #bytes = 0;

  add(chunk: Buffer): void {
    this.#bytes += chunk.byteLength;
    if (this.#bytes > COPY_BYTES_MAX) this.#chunks = null;
    else this.#chunks?.push(chunk);
  }

  get isTooLarge(): boolean {
    return this.#chunks === null;
  }

  /** The body, and nothing is held any more; null = it was too large. */
  take(): Buffer | null {
    const chunks = this.#chunks;
    this.#chunks = [];
    if (chunks === null) return null;
    const [first] = chunks;
    return chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks);
  }
}
