import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { CommitStore } from "../commit/round-runner.ts";
import { writeDurably } from "../journal/durable-file.ts";

const NAME_FILE = "server.id";

/**
 * The store as one of several servers sees it: its additions to the ledger carry its own name. Rounds are numbered by
 * time, and two servers may give out the same number; the store would take the second addition for a repetition.
 */
export function namedLedger(store: CommitStore, name: string): CommitStore {
  return {
    insert: (calls) => store.insert(calls),
    ledger: (range) => store.ledger(range),
    recordLedger: (token, additions) => store.recordLedger(`${name}-${token}`, additions),
  };
}

/** The name of the server whose journal is in this folder: 16 hex digits, made at the first start and kept with the journal. */
export async function openServerName(dataDir: string): Promise<string> {
  return (await readName(dataDir)) ?? makeName(dataDir);
}

/** A name that was cut is replaced: at worst an addition of a round that a crash cut short is made twice. */
async function readName(dataDir: string): Promise<string | null> {
  try {
    const name = (await readFile(join(dataDir, NAME_FILE), "utf8")).trim();
    return /^[0-9a-f]{16}$/.test(name) ? name : null;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}

async function makeName(dataDir: string): Promise<string> {
  const name = randomBytes(8).toString("hex");
  await writeDurably(dataDir, NAME_FILE, [Buffer.from(`${name}\n`)]);
  return name;
}
