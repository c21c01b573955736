import type { Migration } from "./migration.ts";

const NUMBERS = [
  "headers_us",
  "retry_wait_us",
  "tool_calls",
  "gap_count",
  "gap_p50_us",
  "gap_p99_us",
  "gap_max_us",
  "limit_requests",
  "remaining_requests",
  "limit_tokens",
  "remaining_tokens",
];
const WORDS = ["experiment", "version_label", "git_commit"];

const added = (name: string, type: string): string =>
  `ALTER TABLE calls ADD COLUMN IF NOT EXISTS ${name} ${type}`;

/*
 * What collectors see of a call beyond tokens and times. No sum is made of it, so the views stay as they are; a part
 * of a table that was written before does not hold the columns at all, and one in which nobody says anything packs
 * them to next to nothing.
 */
export const factsOfCallsMigration: Migration = {
  version: 7,
  name: "facts-of-calls",
  statements: [
    ...NUMBERS.map((name) => added(name, "Nullable(UInt64) CODEC(T64, ZSTD(1))")),
    ...WORDS.map((name) => added(name, "LowCardinality(String)")),
    added("request_id", "String CODEC(ZSTD(1))"),
  ],
};
