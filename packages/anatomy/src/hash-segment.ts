import { createHash, hash } from "node:crypto";

/** One-shot hashing copies the text to put the key before it; beyond this length two updates are cheaper. */
const LONG_TEXT = 16_384;
/** 4,096 texts of a few kilobytes each: the static text of all prompts of a program, not of all its calls. */
const REMEMBERED_TEXTS = 4096;

/**
 * Keyed hash of a segment's text, 16 hex digits: the same text under the same key has the same hash, and without
 * the key nobody can try texts against it. SHA-256 over key, NUL, text, cut to 64 of its 256 bits, so that the
 * hash is no state from which a longer text's hash could be computed.
 *
 * Costs 0.5 µs for a sentence, 4 µs for 5,000 characters, 35 µs for 50,000 (2 shared cores, Node 20).
 */
export function hashSegment(key: string, text: string): string {
  const digest =
    text.length < LONG_TEXT
      ? hash("sha256", `${key}\0${text}`, "hex")
      : createHash("sha256").update(`${key}\0`).update(text).digest("hex");
  return digest.slice(0, 16);
}

/** Hashes with one key, and remembers static texts: they come with every call of a prompt. */
export class SegmentHasher {
  readonly #key: string;
  readonly #remembered = new Map<string, string>();

  constructor(key: string) {
    this.#key = key;
  }

  /** For text that is new with each call. */
  hash(text: string): string {
    return hashSegment(this.#key, text);
  }

  /** For text of a template. */
  hashStatic(text: string): string {
    const known = this.#remembered.get(text);
    if (known !== undefined) return known;
    // Starting over is simpler than forgetting the oldest, and happens only to templates made up at run time.
    if (this.#remembered.size >= REMEMBERED_TEXTS) this.#remembered.clear();
    const fresh = hashSegment(this.#key, text);
    this.#remembered.set(text, fresh);
    return fresh;
  }
}
