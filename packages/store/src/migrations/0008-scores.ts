import type { Migration } from "./migration.ts";

/*
 * One row a score. It is joined with its call when somebody asks, so a score may come before its call, and no sum of
 * calls knows of it.
 *
 * - `''` and 0 stand for "has none", as in `calls`: a score names its call by span, by response, or by both.
 * - The same score again replaces the older one: by the time it was given, else by when it came.
 * - A page of calls finds its scores by the key (spans) or by the index (responses; 10 bits a score).
 * - Not partitioned, because only rows of one partition replace each other. A call stays up to 90 days and a month; so
 *   does what is said of it.
 */
export const scoresMigration: Migration = {
  version: 8,
  name: "scores",
  statements: [
    `CREATE TABLE IF NOT EXISTS scores (
      project LowCardinality(String),
      name LowCardinality(String),
      source LowCardinality(String),
      value Nullable(Float64) CODEC(ZSTD(1)),
      label LowCardinality(String),
      id String CODEC(ZSTD(1)),
      trace_id UUID CODEC(ZSTD(1)),
      span_id UInt64 CODEC(NONE),
      response_id String CODEC(ZSTD(1)),
      time DateTime64(6, 'UTC') CODEC(Delta, ZSTD(1)),
      inserted UInt64 CODEC(Delta, ZSTD(1)),
      INDEX responses response_id TYPE bloom_filter(0.01) GRANULARITY 1
    )
    ENGINE = ReplacingMergeTree(time)
    ORDER BY (span_id, trace_id, response_id, name, source, id)
    TTL toDateTime(intDiv(inserted, 1000000), 'UTC') + INTERVAL 120 DAY
    SETTINGS fsync_after_insert = 1, non_replicated_deduplication_window = 10000`,
  ],
};
