import type { Migration } from "./migration.ts";

/*
 * Who may do what only one server may do at a time (see `lease.ts`). Each change is a row with the next generation of its
 * name, and under the token of a generation the engine keeps the first row alone.
 *
 * - `taken` is the engine's clock and never a server's: only one clock decides what is over.
 * - Merges keep the newest generation of a name, so the table stays as small as there are names. There is no TTL: a
 *   name whose last row went would begin again at a generation whose token the engine still remembers.
 * - `note` is what the last holder left for the next one.
 */
export const LEASES_TABLE = `CREATE TABLE IF NOT EXISTS leases (
  name String,
  generation UInt64,
  holder String,
  term_ms UInt32,
  note String,
  taken DateTime64(3, 'UTC') DEFAULT now64(3, 'UTC')
)
ENGINE = ReplacingMergeTree(generation)
ORDER BY name
SETTINGS fsync_after_insert = 1, non_replicated_deduplication_window = 10000`;

export const leasesMigration: Migration = { version: 9, name: "leases", statements: [LEASES_TABLE] };
