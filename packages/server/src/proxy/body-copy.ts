/** Bytes of one body that are kept to be read; what is longer is passed without being read. */
export const COPY_BYTES_MAX: number = 8 * 2 ** 20;
/** Bytes of all bodies together: thousands of large uploads at once must not fill the memory. */
const ALL_COPIES_BYTES_MAX = 256 * 2 ** 20;

let heldByAll = 0;

/**
 * A bounded copy of a body on its way. The chunks are shared with the connection, not copied again. Whoever makes one
 * takes it, too, when the body is over or broke off.
 */
export class BodyCopy {
  #chunks: Buffer[] | null = [];
  #bytes = 0;

  add(chunk: Buffer): void {
    if (this.#chunks === null) return;
    const bytes = this.#bytes + chunk.byteLength;
    if (bytes > COPY_BYTES_MAX || heldByAll + chunk.byteLength > ALL_COPIES_BYTES_MAX) return this.#giveUp();
    this.#chunks.push(chunk);
    this.#bytes = bytes;
    heldByAll += chunk.byteLength;
  }

  get isTooLarge(): boolean {
    return this.#chunks === null;
  }

  /** The body, and nothing is held any more; null = it was too large. */
  take(): Buffer | null {
    const chunks = this.#chunks;
    if (chunks === null) return null;
    this.#giveUp();
    this.#chunks = [];
    const [first] = chunks;
    return chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks);
  }

  #giveUp(): void {
    heldByAll -= this.#bytes;
    this.#bytes = 0;
    this.#chunks = null;
  }
}
