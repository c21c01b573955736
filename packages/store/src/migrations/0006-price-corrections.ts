import { ROLLUPS, keptRows, type Rollup } from "./0002-rollups.ts";
import { unpricedOfCalls, unpricedReason } from "./0005-doubts.ts";
import type { Migration } from "./migration.ts";

/*
 * A call that is priced anew keeps its row; the new price is a row here, and the newest `revision` of a call counts.
 * Views add the difference to every sum that the price is in, so sums over corrected calls are again sums of what the
 * calls cost.
 *
 * - A row says what was before, because a view sees nothing but the row. The dimensions are the call's own.
 * - Sums of UInt64 wrap, in the engine as in arithmetic modulo 2^64: taking away is adding the negative.
 * - Squares and logarithms are differences too. A sketch can only be added to: one of the cost takes in calls that had
 *   no price before, and keeps the first price of the others.
 * - Never dropped: a call that outlived its correction would show its first price again. 60 bytes a corrected call.
 */

const COST_PARTS = ["input", "cache_read", "cache_write", "output"] as const;

const total = (prefix: string): string => COST_PARTS.map((part) => `c.${prefix}_${part}`).join(" + ");

/** Known costs as Float64 for squares, from 1 for logarithms, as the rollups of calls have them. */
const integer = (prefix: string): string => `greatest(1, assumeNotNull(${total(prefix)}))`;
const known = (prefix: string): string => `isNotNull(${total(prefix)})`;
const sumOver = (sql: (prefix: string) => string): string =>
  `sumIf(${sql("cost")}, ${known("cost")}) - sumIf(${sql("before")}, ${known("before")})`;

const wholeSum = (prefix: string): string => `toInt64(sum(ifNull(${total(prefix)}, 0)))`;

const DIFFERENCES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    COST_PARTS.map((part) => [
      `cost_${part}`,
      `sum(ifNull(c.cost_${part}, 0)) - sum(ifNull(c.before_${part}, 0))`,
    ]),
  ),
  count_cost: `toUInt64(toInt64(countIf(${known("cost")})) - toInt64(countIf(${known("before")})))`,
  sum_cost: `toUInt64(${wholeSum("cost")} - ${wholeSum("before")})`,
  squares_cost: sumOver((prefix) => `pow(${integer(prefix)}, 2)`),
  logs_cost: sumOver((prefix) => `log(${integer(prefix)})`),
  log_squares_cost: sumOver((prefix) => `pow(log(${integer(prefix)}), 2)`),
  sketch_cost: `quantilesDDStateIf(0.005, 0.5, 0.95, 0.99)(toUInt64(${integer("cost")}), ${known("cost")} AND NOT ${known("before")})`,
  partly_calls:
    "toInt64(countIf(c.pricing_status = 'partly')) - toInt64(countIf(c.before_status = 'partly'))",
  estimated_cost: `sumIf(ifNull(${total("cost")}, 0) - ifNull(${total("before")}, 0), c.token_source = 'estimated')`,
  // The call is in the bucket already, with the same time.
  first_start: "min(toDateTime64(c.start_time, 3, 'UTC'))",
  last_start: "max(toDateTime64(c.start_time, 3, 'UTC'))",
};

const dimensionOf = (name: string): string =>
  name === "model"
    ? "if(c.response_model = '', c.request_model, c.response_model) AS model"
    : `c.${name} AS ${name}`;

/** The columns of a rollup that a correction changes, in the order of the sums below. */
export const correctedColumns = ({ dimensions }: Rollup): string =>
  ["bucket", ...dimensions, ...Object.keys(DIFFERENCES)].join(", ");

/** Corrections `c` summed into the columns of a rollup. */
export const bucketsOfCorrections = ({ bucket, dimensions }: Rollup, source: string): string => `
SELECT
  ${bucket("c.start_time")} AS bucket,
  ${dimensions.map(dimensionOf).join(",\n  ")},
  ${Object.entries(DIFFERENCES)
    .map(([name, sql]) => `${sql} AS ${name}`)
    .join(",\n  ")}
FROM ${source}
GROUP BY bucket, ${dimensions.join(", ")}`;

const viewOf = (rollup: Rollup): string =>
  `CREATE MATERIALIZED VIEW IF NOT EXISTS ${rollup.table}_corrections_view TO ${rollup.table} AS${bucketsOfCorrections(rollup, keptRows("price_corrections", rollup))}`;

/** One row for what no longer is, one for what is now. */
const unpricedView = (name: string, prefix: "pricing" | "before", sign: 1 | -1): string => {
  const reason = unpricedReason(`c.${prefix}_status`, `c.${prefix}_reason`);
  return `CREATE MATERIALIZED VIEW IF NOT EXISTS unpriced_hour_${name}_view TO unpriced_hour AS ${unpricedOfCalls("price_corrections", reason, sign)}`;
};

const RECEIPT_HOUR = "toStartOfHour(toDateTime(intDiv(c.batch, 1000000), 'UTC'))";

const ledgerReason = (cost: string, reason: string): string =>
  `multiIf(isNotNull(c.${cost}_input), '', c.${reason} = '', 'unknown', toString(c.${reason}))`;

const LEDGER_CALLS = `
SELECT
  ${RECEIPT_HOUR} AS hour,
  change.1 AS unpriced_reason,
  toUInt64(sum(change.2)) AS n
FROM price_corrections AS c
ARRAY JOIN [(${ledgerReason("before", "before_reason")}, toInt64(-1)), (${ledgerReason("cost", "pricing_reason")}, toInt64(1))] AS change
GROUP BY hour, unpriced_reason`;

const LEDGER_NOTES = `
SELECT
  ${RECEIPT_HOUR} AS hour,
  change.1 AS note,
  sum(change.2) AS n
FROM price_corrections AS c
ARRAY JOIN arrayConcat(arrayMap(note -> (toString(note), toInt64(-1)), c.before_notes), arrayMap(note -> (toString(note), toInt64(1)), c.notes)) AS change
GROUP BY hour, note`;

export const priceCorrectionsMigration: Migration = {
  version: 6,
  name: "price-corrections",
  statements: [
    `CREATE TABLE IF NOT EXISTS price_corrections (
      project LowCardinality(String),
      environment LowCardinality(String),
      service LowCardinality(String),
      team LowCardinality(String),
      prompt LowCardinality(String),
      version LowCardinality(String),
      provider LowCardinality(String),
      request_model LowCardinality(String),
      response_model LowCardinality(String),
      trace_id UUID CODEC(ZSTD(1)),
      span_id UInt64 CODEC(NONE),
      start_time DateTime64(6, 'UTC') CODEC(Delta, ZSTD(1)),
      batch UInt64 CODEC(Delta, ZSTD(1)),
      input_tokens Nullable(UInt64) CODEC(T64, ZSTD(1)),
      output_tokens Nullable(UInt64) CODEC(T64, ZSTD(1)),
      token_source LowCardinality(String),
      cost_input Nullable(Int64) CODEC(GCD, T64, ZSTD(1)),
      cost_cache_read Nullable(Int64) CODEC(GCD, T64, ZSTD(1)),
      cost_cache_write Nullable(Int64) CODEC(GCD, T64, ZSTD(1)),
      cost_output Nullable(Int64) CODEC(GCD, T64, ZSTD(1)),
      pricing_status LowCardinality(String),
      pricing_row LowCardinality(String),
      pricing_effective_from LowCardinality(String),
      pricing_reason LowCardinality(String),
      notes Array(LowCardinality(String)) CODEC(ZSTD(1)),
      before_input Nullable(Int64) CODEC(GCD, T64, ZSTD(1)),
      before_cache_read Nullable(Int64) CODEC(GCD, T64, ZSTD(1)),
      before_cache_write Nullable(Int64) CODEC(GCD, T64, ZSTD(1)),
      before_output Nullable(Int64) CODEC(GCD, T64, ZSTD(1)),
      before_status LowCardinality(String),
      before_reason LowCardinality(String),
      before_notes Array(LowCardinality(String)) CODEC(ZSTD(1)),
      revision UInt64 CODEC(Delta, ZSTD(1)),
      writer LowCardinality(String),
      inserted UInt64 CODEC(Delta, ZSTD(1))
    )
    ENGINE = MergeTree
    PARTITION BY toYYYYMM(start_time)
    ORDER BY (start_time, trace_id, span_id, revision)
    SETTINGS fsync_after_insert = 1, non_replicated_deduplication_window = 10000`,
    ...ROLLUPS.map(viewOf),
    unpricedView("before", "before", -1),
    unpricedView("after", "pricing", 1),
    `CREATE MATERIALIZED VIEW IF NOT EXISTS ledger_calls_corrections_view TO ledger_calls AS ${LEDGER_CALLS}`,
    `CREATE MATERIALIZED VIEW IF NOT EXISTS ledger_notes_corrections_view TO ledger_notes AS ${LEDGER_NOTES}`,
  ],
};
