import type { Migration } from "./migration.ts";

/*
 * Minute, hour and day rollups, each a materialised view of `calls`, so that none can be filled by another hand.
 *
 * - Integers are exact sums. Squares and logarithms are Float64 sums: they feed intervals and tests, not invoices.
 * - A sketch is a DDSketch with 0.5 % relative error over integers >= 1 (below 1 the engine's sketch errs more), of
 *   microseconds, nano-dollars and tokens. A call without the value is in no sketch and in no `n_*`.
 * - Retention counts from the bucket, and a view takes only what its table will keep: a call that is received
 *   more than 8 days after it happened goes to no minute, else an import of two years would write
 *   millions of rows only to drop them again. "Received" is the call's own batch and not the clock, so the
 *   content is a function of the calls alone.
 * - The day table knows neither service nor team: in practice a prompt belongs to one of each, but nothing
 *   forbids the product of both, and this is the table that is kept for ever.
 */

/** Name of a value in the rollups, and how a call gives it (null = has none). */
const VALUES = {
  duration: "c.duration_us",
  ttft: "c.ttft_us",
  tpot: "c.tpot_us",
  tokens:
    "if(isNull(c.input_tokens) AND isNull(c.output_tokens), NULL, ifNull(c.input_tokens, 0) + ifNull(c.output_tokens, 0))",
  cost: "toUInt64(c.cost_input + c.cost_cache_read + c.cost_cache_write + c.cost_output)",
} as const;

const columnsOf = (name: string): string => `
  count_${name} SimpleAggregateFunction(sum, UInt64) CODEC(T64, ZSTD(1)),
  sum_${name} SimpleAggregateFunction(sum, UInt64) CODEC(T64, ZSTD(1)),
  squares_${name} SimpleAggregateFunction(sum, Float64) CODEC(ZSTD(1)),
  logs_${name} SimpleAggregateFunction(sum, Float64) CODEC(ZSTD(1)),
  log_squares_${name} SimpleAggregateFunction(sum, Float64) CODEC(ZSTD(1)),
  sketch_${name} AggregateFunction(quantilesDD(0.005, 0.5, 0.95, 0.99), UInt64) CODEC(ZSTD(1)),`;

const aggregatesOf = ([name, value]: [string, string]): string => {
  const integer = `greatest(1, assumeNotNull(${value}))`;
  return `
  countIf(isNotNull(${value})) AS count_${name},
  sum(ifNull(${value}, 0)) AS sum_${name},
  sumIf(pow(${integer}, 2), isNotNull(${value})) AS squares_${name},
  sumIf(log(${integer}), isNotNull(${value})) AS logs_${name},
  sumIf(pow(log(${integer}), 2), isNotNull(${value})) AS log_squares_${name},
  quantilesDDStateIf(0.005, 0.5, 0.95, 0.99)(toUInt64(${integer}), isNotNull(${value})) AS sketch_${name},`;
};

export interface Rollup {
  readonly table: string;
  /** Start of the bucket of a time, in the engine's words. */
  readonly bucket: (time: string) => string;
  readonly dimensions: readonly string[];
  readonly partition: string;
  /** Days from the bucket; null = for ever. */
  readonly keepDays: number | null;
}

const DAY_DIMENSIONS = ["project", "prompt", "environment", "version", "model"];
const DIMENSIONS = [...DAY_DIMENSIONS, "service", "team"];

export const ROLLUPS: readonly Rollup[] = [
  {
    table: "rollup_minute",
    bucket: (time) => `toStartOfMinute(${time})`,
    dimensions: DIMENSIONS,
    partition: "toYYYYMMDD(bucket)",
    keepDays: 8,
  },
  {
    table: "rollup_hour",
    bucket: (time) => `toStartOfHour(${time})`,
    dimensions: DIMENSIONS,
    partition: "toYYYYMM(bucket)",
    keepDays: 400,
  },
  {
    table: "rollup_day",
    bucket: (time) => `toStartOfDay(${time})`,
    dimensions: DAY_DIMENSIONS,
    partition: "toYear(bucket)",
    keepDays: null,
  },
];

/** @param more columns after those of this migration, each with a comma before it */
export const tableOf = ({ table, dimensions, partition, keepDays }: Rollup, more: string = ""): string => `
CREATE TABLE IF NOT EXISTS ${table} (
  bucket DateTime('UTC') CODEC(Delta, ZSTD(1)),
  ${dimensions.map((name) => `${name} LowCardinality(String)`).join(",\n  ")},
  calls SimpleAggregateFunction(sum, UInt64) CODEC(T64, ZSTD(1)),
  errors SimpleAggregateFunction(sum, UInt64) CODEC(T64, ZSTD(1)),
  error_classes SimpleAggregateFunction(sumMap, Map(String, UInt64)) CODEC(ZSTD(1)),
  input_tokens SimpleAggregateFunction(sum, UInt64) CODEC(T64, ZSTD(1)),
  cache_read_tokens SimpleAggregateFunction(sum, UInt64) CODEC(T64, ZSTD(1)),
  cache_write_tokens SimpleAggregateFunction(sum, UInt64) CODEC(T64, ZSTD(1)),
  output_tokens SimpleAggregateFunction(sum, UInt64) CODEC(T64, ZSTD(1)),
  reasoning_tokens SimpleAggregateFunction(sum, UInt64) CODEC(T64, ZSTD(1)),
  cost_input SimpleAggregateFunction(sum, Int64) CODEC(T64, ZSTD(1)),
  cost_cache_read SimpleAggregateFunction(sum, Int64) CODEC(T64, ZSTD(1)),
  cost_cache_write SimpleAggregateFunction(sum, Int64) CODEC(T64, ZSTD(1)),
  cost_output SimpleAggregateFunction(sum, Int64) CODEC(T64, ZSTD(1)),${Object.keys(VALUES).map(columnsOf).join("")}
  first_start SimpleAggregateFunction(min, DateTime64(3, 'UTC')) CODEC(Delta, ZSTD(1)),
  last_start SimpleAggregateFunction(max, DateTime64(3, 'UTC')) CODEC(Delta, ZSTD(1))${more}
)
ENGINE = AggregatingMergeTree
PARTITION BY ${partition}
PRIMARY KEY (project, prompt, bucket)
ORDER BY (project, prompt, bucket, ${dimensions.slice(2).join(", ")})
${keepDays === null ? "" : `TTL bucket + INTERVAL ${keepDays} DAY`}
SETTINGS ttl_only_drop_parts = 1, fsync_after_insert = 1, non_replicated_deduplication_window = 10000`;

const dimensionOf = (name: string): string =>
  name === "model"
    ? "if(c.response_model = '', c.request_model, c.response_model) AS model"
    : `c.${name} AS ${name}`;

/**
 * Calls summed into the columns of a rollup, in their order: what the views do, and what a question does with
 * the single calls at the ends of its range.
 *
 * @param source the calls `c`, with their conditions
 * @param more columns that a later migration has added to the rollups, each with a comma before it
 */
export const bucketsOfCalls = (
  bucket: Rollup["bucket"],
  dimensions: readonly string[],
  source: string,
  more: string = "",
): string => `
SELECT
  ${bucket("c.start_time")} AS bucket,
  ${dimensions.map(dimensionOf).join(",\n  ")},
  count() AS calls,
  countIf(c.error_class != '') AS errors,
  sumMap(if(c.error_class = '', CAST(map(), 'Map(String, UInt64)'), CAST(map(c.error_class, 1), 'Map(String, UInt64)'))) AS error_classes,
  sum(ifNull(c.input_tokens, 0)) AS input_tokens,
  sum(ifNull(c.cache_read_tokens, 0)) AS cache_read_tokens,
  sum(ifNull(c.cache_write_tokens, 0)) AS cache_write_tokens,
  sum(ifNull(c.output_tokens, 0)) AS output_tokens,
  sum(ifNull(c.reasoning_tokens, 0)) AS reasoning_tokens,
  sum(ifNull(c.cost_input, 0)) AS cost_input,
  sum(ifNull(c.cost_cache_read, 0)) AS cost_cache_read,
  sum(ifNull(c.cost_cache_write, 0)) AS cost_cache_write,
  sum(ifNull(c.cost_output, 0)) AS cost_output,${Object.entries(VALUES).map(aggregatesOf).join("")}
  min(toDateTime64(c.start_time, 3, 'UTC')) AS first_start,
  max(toDateTime64(c.start_time, 3, 'UTC')) AS last_start${more}
FROM ${source}
GROUP BY bucket, ${dimensions.join(", ")}`;

/** The rows of `table` as `c`, without those that the rollup does not keep. */
export const keptRows = (table: string, { keepDays }: Rollup): string => {
  const received = "toDateTime(intDiv(c.batch, 1000000), 'UTC')";
  const kept = keepDays === null ? "" : `\nWHERE c.start_time >= ${received} - INTERVAL ${keepDays} DAY`;
  return `${table} AS c${kept}`;
};

const viewOf = (rollup: Rollup): string => {
  const { table, bucket, dimensions } = rollup;
  const select = bucketsOfCalls(bucket, dimensions, keptRows("calls", rollup));
  return `CREATE MATERIALIZED VIEW IF NOT EXISTS ${table}_view TO ${table} AS${select}`;
};

export const rollupsMigration: Migration = {
  version: 2,
  name: "rollups",
  statements: ROLLUPS.flatMap((rollup) => [tableOf(rollup), viewOf(rollup)]),
};
