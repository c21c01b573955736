/**
 * A statement that makes a table, for a replicated one: path and replica name are left out, so that the server's
 * defaults hold, and repeated tokens are known by Keeper. Other statements stay as they are.
 *
 * The window's week is longer than an outage in which an insert waits to be repeated; the engine's own default is an hour.
 */
export function replicatedTable(sql: string): string {
  if (!/^\s*CREATE TABLE\b/.test(sql)) return sql;
  return sql
    .replace(/\bENGINE = (\w*MergeTree)\b/, "ENGINE = Replicated$1")
    .replace(
      /\bnon_replicated_deduplication_window = (\d+)/,
      "replicated_deduplication_window = $1, replicated_deduplication_window_seconds = 604800",
    );
}
