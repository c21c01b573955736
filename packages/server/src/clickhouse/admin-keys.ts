import { createHash, timingSafeEqual } from "node:crypto";
import type { AdminKey } from "../config/config.ts";

/** Keys that open what only an administrator may see. Only their hashes are held. */
export class AdminKeys {
  readonly #hashes: readonly Buffer[];

  /** @param plain a key as it is, from the environment; null = none */
  constructor(configured: readonly AdminKey[], plain: string | null) {
    const fromConfig = configured.map(({ sha256 }) => Buffer.from(sha256, "hex"));
    this.#hashes = plain === null ? fromConfig : [...fromConfig, hashOf(plain)];
  }

  get none(): boolean {
    return this.#hashes.length === 0;
  }

  /** Takes as long for a key that is nearly right as for any other: all hashes are compared, each in constant time. */
  opens(key: string): boolean {
    const given = hashOf(key);
    return this.#hashes.filter((hash) => timingSafeEqual(hash, given)).length > 0;
  }
}

function hashOf(key: string): Buffer {
  return createHash("sha256").update(key).digest();
}
