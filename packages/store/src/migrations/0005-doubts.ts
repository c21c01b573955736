import { bucketsOfCalls, keptRows, ROLLUPS, type Rollup } from "./0002-rollups.ts";
import type { Migration } from "./migration.ts";

/*
 * What a sum does not say of itself: which of its tokens were estimated, which of its calls have a price in part
 * alone, which calls have none and what hangs on them, and which rules fired.
 *
 * - Counts are signed, because a correction of a price takes away what it found.
 * - `unpriced_hour` is by hour of the call, as the sums are that it explains; `ledger_notes` is by hour of receipt, as
 *   the ledger is.
 */

/** "Of which" columns of the rollups, by the expression that sums calls into them. */
const DOUBTS: Readonly<Record<string, string>> = {
  partly_calls: "countIf(c.pricing_status = 'partly')",
  estimated_calls: "countIf(c.token_source = 'estimated')",
  estimated_input_tokens: "sumIf(ifNull(toInt64(c.input_tokens), 0), c.token_source = 'estimated')",
  estimated_output_tokens: "sumIf(ifNull(toInt64(c.output_tokens), 0), c.token_source = 'estimated')",
  estimated_cost:
    "sumIf(ifNull(c.cost_input + c.cost_cache_read + c.cost_cache_write + c.cost_output, 0), c.token_source = 'estimated')",
};

const more = Object.entries(DOUBTS)
  .map(([name, sql]) => `,\n  toInt64(${sql}) AS ${name}`)
  .join("");

/** Calls `c` summed into the columns of a rollup as they are since this migration, in their order. */
export const bucketsOfCallsWithDoubts = (
  bucket: Rollup["bucket"],
  dimensions: readonly string[],
  source: string,
): string => bucketsOfCalls(bucket, dimensions, source, more);

const COLUMNS = Object.keys(DOUBTS).map(
  (name) => `${name} SimpleAggregateFunction(sum, Int64) CODEC(T64, ZSTD(1))`,
);

/** The same for a rollup that a later migration makes. */
export const DOUBT_COLUMNS: string = COLUMNS.map((column) => `,\n  ${column}`).join("");

const columnsOf = ({ table }: Rollup): string[] =>
  COLUMNS.map((column) => `ALTER TABLE ${table} ADD COLUMN IF NOT EXISTS ${column}`);

/** Made anew and not by MODIFY QUERY: after that and a restart, the engine no longer knows a repeated insert again. */
const viewOf = (rollup: Rollup): string[] => {
  const { table, bucket, dimensions } = rollup;
  const select = bucketsOfCallsWithDoubts(bucket, dimensions, keptRows("calls", rollup));
  return [
    `DROP VIEW IF EXISTS ${table}_view`,
    `CREATE MATERIALIZED VIEW ${table}_view TO ${table} AS${select}`,
  ];
};

/** By (hour, project, reason, provider, model); `sign` is 1 for what is and -1 for what no longer is. */
export const unpricedOfCalls = (
  source: string,
  reason: string,
  sign: 1 | -1,
  condition: string = "",
): string => `
SELECT
  toStartOfHour(c.start_time) AS bucket,
  c.project AS project,
  ${reason} AS reason,
  c.provider AS provider,
  if(c.response_model = '', c.request_model, c.response_model) AS model,
  toInt64(count()) * ${sign} AS calls,
  toInt64(countIf(isNull(c.input_tokens) AND isNull(c.output_tokens))) * ${sign} AS without_tokens,
  toInt64(sum(ifNull(c.input_tokens, 0))) * ${sign} AS input_tokens,
  toInt64(sum(ifNull(c.output_tokens, 0))) * ${sign} AS output_tokens
FROM ${source} AS c
WHERE reason != ''${condition}
GROUP BY bucket, project, reason, provider, model`;

/** Why a call has no price or one in part; '' where it has all of it. */
export const unpricedReason = (status: string, reason: string): string =>
  `multiIf(${status} = 'priced', '', ${reason} = '', 'unknown', toString(${reason}))`;

const unpriced = (condition: string): string =>
  unpricedOfCalls("calls", unpricedReason("c.pricing_status", "c.pricing_reason"), 1, condition);

/** The last insert comes through the new views: it is applied once more when a store is opened (`insert-calls.ts`). */
const BEFORE_LAST = "c.inserted < (SELECT max(inserted) FROM calls)";

const notes = (condition: string): string => `
SELECT
  toStartOfHour(toDateTime(intDiv(c.batch, 1000000), 'UTC')) AS hour,
  arrayJoin(c.notes) AS note,
  toInt64(count()) AS n
FROM calls AS c${condition}
GROUP BY hour, note`;

const SETTINGS = "SETTINGS fsync_after_insert = 1, non_replicated_deduplication_window = 10000";

export const doubtsMigration: Migration = {
  version: 5,
  name: "doubts",
  statements: [
    ...ROLLUPS.flatMap(columnsOf),
    ...ROLLUPS.flatMap(viewOf),
    `CREATE TABLE IF NOT EXISTS unpriced_hour (
      bucket DateTime('UTC') CODEC(Delta, ZSTD(1)),
      project LowCardinality(String),
      reason LowCardinality(String),
      provider LowCardinality(String),
      model LowCardinality(String),
      calls Int64 CODEC(T64, ZSTD(1)),
      without_tokens Int64 CODEC(T64, ZSTD(1)),
      input_tokens Int64 CODEC(T64, ZSTD(1)),
      output_tokens Int64 CODEC(T64, ZSTD(1))
    )
    ENGINE = SummingMergeTree
    PARTITION BY toYear(bucket)
    ORDER BY (bucket, project, reason, provider, model)
    ${SETTINGS}`,
    `CREATE TABLE IF NOT EXISTS ledger_notes (
      hour DateTime('UTC') CODEC(Delta, ZSTD(1)),
      note LowCardinality(String),
      n Int64 CODEC(T64, ZSTD(1))
    )
    ENGINE = SummingMergeTree(n)
    PARTITION BY toYear(hour)
    ORDER BY (hour, note)
    ${SETTINGS}`,
    // The views come last: a step that a crash has cut is done again from empty tables.
    "TRUNCATE TABLE unpriced_hour",
    "TRUNCATE TABLE ledger_notes",
    `INSERT INTO unpriced_hour ${unpriced(` AND ${BEFORE_LAST}`)}`,
    `INSERT INTO ledger_notes ${notes(`\nWHERE ${BEFORE_LAST}`)}`,
    `CREATE MATERIALIZED VIEW IF NOT EXISTS unpriced_hour_view TO unpriced_hour AS ${unpriced("")}`,
    `CREATE MATERIALIZED VIEW IF NOT EXISTS ledger_notes_view TO ledger_notes AS ${notes("")}`,
  ],
};
