import type { Migration } from "./migration.ts";

/*
 * What calls were scored, summed by hour and day of the call, and what the retention of the store was.
 *
 * - `score_changes` has a row for each time that the newest value of a score (call, name, source, id) became known or
 *   changed, with the value before; views add the difference. So sums telescope: whatever came in which order, they are
 *   the sums over the newest values.
 * - Values are whole billionths in wide integers, because a difference of floats does not take away what it added.
 *   A value is at most 1e12, so 1e21 billionths; the square of that is 1e42, and an Int256 holds 5e76.
 * - A change is what its call's sums already hold, so it outlives the call (`retention/timed-tables.ts`).
 * - `score_progress` says up to which insert scores and calls have been looked at.
 * - Parts are told when they expire without being written again, and looked at for expired rows once a day.
 */

const DIMENSIONS = ["project", "prompt", "environment", "version", "model", "name", "source"];

const SETTINGS = "SETTINGS fsync_after_insert = 1, non_replicated_deduplication_window = 10000";

const ROLLUPS = [
  { table: "score_hour", bucket: "toStartOfHour", partition: "toYYYYMM(bucket)", ttl: 400 },
  { table: "score_day", bucket: "toStartOfDay", partition: "toYear(bucket)", ttl: null },
] as const;

const tableOf = ({ table, partition, ttl }: (typeof ROLLUPS)[number]): string => `
CREATE TABLE IF NOT EXISTS ${table} (
  bucket DateTime('UTC') CODEC(Delta, ZSTD(1)),
  ${DIMENSIONS.map((name) => `${name} LowCardinality(String)`).join(",\n  ")},
  scores Int64 CODEC(T64, ZSTD(1)),
  n Int64 CODEC(T64, ZSTD(1)),
  others Int64 CODEC(T64, ZSTD(1)),
  billionths Int128 CODEC(ZSTD(1)),
  squares Int256 CODEC(ZSTD(1))
)
ENGINE = SummingMergeTree((scores, n, others, billionths, squares))
PARTITION BY ${partition}
PRIMARY KEY (project, prompt, bucket)
ORDER BY (project, prompt, bucket, ${DIMENSIONS.slice(2).join(", ")})
${ttl === null ? "" : `TTL bucket + INTERVAL ${ttl} DAY`}
${SETTINGS}, ttl_only_drop_parts = 1`;

const quantum = (value: string): string => `toInt128(round(ifNull(c.${value}, 0) * 1e9))`;
const squared = (value: string): string => `toInt256(${quantum(value)}) * toInt256(${quantum(value)})`;
const isOther = (value: string): string => `ifNull(c.${value} NOT IN (0, 1), 0)`;

const viewOf = ({ table, bucket }: (typeof ROLLUPS)[number]): string => `
CREATE MATERIALIZED VIEW IF NOT EXISTS ${table}_view TO ${table} AS
SELECT
  ${bucket}(c.start_time) AS bucket,
  ${DIMENSIONS.map((name) => `c.${name} AS ${name}`).join(",\n  ")},
  toInt64(countIf(c.is_first)) AS scores,
  toInt64(countIf(isNotNull(c.value))) - toInt64(countIf(isNotNull(c.before))) AS n,
  toInt64(sum(${isOther("value")})) - toInt64(sum(${isOther("before")})) AS others,
  sum(${quantum("value")} - ${quantum("before")}) AS billionths,
  sum(${squared("value")} - ${squared("before")}) AS squares
FROM score_changes AS c
GROUP BY bucket, ${DIMENSIONS.join(", ")}`;

const EXPIRING = ["calls", "rollup_minute", "rollup_hour", "rollup_day", "scores"];
const OWN = ["score_changes", "score_hour", "score_day"];

export const scoreRollupsMigration: Migration = {
  version: 11,
  name: "score-rollups",
  statements: [
    `CREATE TABLE IF NOT EXISTS retention_changes (
      at DateTime64(3, 'UTC'),
      retention String
    )
    ENGINE = MergeTree
    ORDER BY at
    ${SETTINGS}`,
    `CREATE TABLE IF NOT EXISTS score_progress (
      of LowCardinality(String),
      inserted UInt64,
      at DateTime64(3, 'UTC')
    )
    ENGINE = ReplacingMergeTree(at)
    ORDER BY of
    ${SETTINGS}`,
    `CREATE TABLE IF NOT EXISTS score_changes (
      project LowCardinality(String),
      prompt LowCardinality(String),
      environment LowCardinality(String),
      version LowCardinality(String),
      model LowCardinality(String),
      name LowCardinality(String),
      source LowCardinality(String),
      id String CODEC(ZSTD(1)),
      trace_id UUID CODEC(ZSTD(1)),
      span_id UInt64 CODEC(NONE),
      start_time DateTime64(6, 'UTC') CODEC(Delta, ZSTD(1)),
      batch UInt64 CODEC(Delta, ZSTD(1)),
      value Nullable(Float64) CODEC(ZSTD(1)),
      before Nullable(Float64) CODEC(ZSTD(1)),
      is_first Bool,
      time DateTime64(6, 'UTC') CODEC(Delta, ZSTD(1)),
      scored UInt64 CODEC(Delta, ZSTD(1)),
      writer LowCardinality(String),
      inserted UInt64 CODEC(Delta, ZSTD(1))
    )
    ENGINE = ReplacingMergeTree(inserted)
    PARTITION BY toYYYYMM(start_time)
    ORDER BY (span_id, trace_id, name, source, id)
    TTL toDateTime(intDiv(batch, 1000000), 'UTC') + INTERVAL 91 DAY
    ${SETTINGS}, ttl_only_drop_parts = 1`,
    ...ROLLUPS.flatMap((rollup) => [tableOf(rollup), viewOf(rollup)]),
    ...[...EXPIRING, ...OWN].map(
      (table) =>
        `ALTER TABLE ${table} MODIFY SETTING materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 86400`,
    ),
  ],
};
