import { createHmac, randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { writeDurably } from "../journal/durable-file.ts";
import { StartError } from "../start-error.ts";

export const KEY_FILE = "user.key";
const KEY_BYTES = 32;
/** Users seen lately; 50,000 of some 150 bytes are 7 MB, then the cache starts over. */
const CACHED_USERS_MAX = 50_000;

/** Makes the keyed hash of a user's name: 16 hex digits of HMAC-SHA256. The same name has the same hash in one store. */
export type UserHash = (user: string) => string;

/** The hash with the key of a data folder, made there at the first start and readable by its owner alone. */
export async function openUserKey(dataDir: string): Promise<UserHash> {
  return userHash((await readKey(dataDir)) ?? (await makeKey(dataDir)));
}

function userHash(key: Buffer): UserHash {
  const known = new Map<string, string>();
  return (user) => {
    const cached = known.get(user);
    if (cached !== undefined) return cached;
    const hash = createHmac("sha256", key).update(user).digest("hex").slice(0, 16);
    if (known.size >= CACHED_USERS_MAX) known.clear();
    known.set(user, hash);
    return hash;
  };
}

async function readKey(dataDir: string): Promise<Buffer | null> {
  const path = join(dataDir, KEY_FILE);
  try {
    const key = Buffer.from((await readFile(path, "utf8")).trim(), "hex");
    if (key.byteLength === KEY_BYTES) return key;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
  throw new StartError(
    `${path}: not a key of ${KEY_BYTES} bytes in hex; restore it, or remove it to start with new hashes of users`,
  );
}

async function makeKey(dataDir: string): Promise<Buffer> {
  const key = randomBytes(KEY_BYTES);
  await writeDurably(dataDir, KEY_FILE, [Buffer.from(`${key.toString("hex")}\n`)]);
  return key;
}
