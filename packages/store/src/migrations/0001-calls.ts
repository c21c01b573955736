import type { Migration } from "./migration.ts";

/**
 * One row a call. What to know before reading it:
 *
 * - `''` means "has none" in every text column (the model's rule: unknown is null and never ""), because a
 *   LowCardinality column without a null map is smaller and can be a sorting key. Numbers are Nullable.
 * - Durations are microseconds, money is nano-dollars, `start_time` has microseconds.
 * - The cost of a part is tokens times a price, and neighbours in the sorting order have the same price: GCD divides it out.
 * - A trace id is 32 hex digits, which is what a UUID holds; a span id is 16, which is a UInt64. Both are
 *   random bytes that no codec makes smaller: 24 bytes of every call.
 * - The retention counts from receipt (`batch` is epoch ms x 1000 + sequence), not from the start of the call: else an import
 *   of two years of history would be gone before anyone saw it. Parts are dropped whole, when their youngest
 *   row has expired, so a month stays until 90 days after its last call came in, and no merge rewrites a
 *   month only to take out a day.
 * - `writer` and `inserted` name the insert that brought the row, so that one that was cut by a crash can be applied
 *   again (see `insert-calls.ts`).
 */
export const callsMigration: Migration = {
  version: 1,
  name: "calls",
  statements: [
    `CREATE TABLE IF NOT EXISTS calls (
      project LowCardinality(String),
      environment LowCardinality(String),
      service LowCardinality(String),
      team LowCardinality(String),
      user LowCardinality(String),
      session String CODEC(ZSTD(1)),
      prompt LowCardinality(String),
      version LowCardinality(String),
      prompt_source LowCardinality(String),
      provider LowCardinality(String),
      operation LowCardinality(String),
      request_model LowCardinality(String),
      response_model LowCardinality(String),
      model LowCardinality(String) ALIAS if(response_model = '', request_model, response_model),
      response_id String CODEC(ZSTD(1)),
      trace_id UUID CODEC(ZSTD(1)),
      span_id UInt64 CODEC(NONE),
      start_time DateTime64(6, 'UTC') CODEC(Delta, ZSTD(1)),
      duration_us Nullable(UInt64) CODEC(T64, ZSTD(1)),
      ttft_us Nullable(UInt64) CODEC(T64, ZSTD(1)),
      tpot_us Nullable(UInt64) CODEC(T64, ZSTD(1)),
      stream Nullable(Bool) CODEC(ZSTD(1)),
      attempts Nullable(UInt32) CODEC(T64, ZSTD(1)),
      http_status Nullable(UInt16) CODEC(T64, ZSTD(1)),
      error_class LowCardinality(String),
      error_type String CODEC(ZSTD(1)),
      finish_reason LowCardinality(String),
      input_tokens Nullable(UInt64) CODEC(T64, ZSTD(1)),
      cache_read_tokens Nullable(UInt64) CODEC(T64, ZSTD(1)),
      cache_write_tokens Nullable(UInt64) CODEC(T64, ZSTD(1)),
      cache_write_1h_tokens Nullable(UInt64) CODEC(T64, ZSTD(1)),
      output_tokens Nullable(UInt64) CODEC(T64, ZSTD(1)),
      reasoning_tokens Nullable(UInt64) CODEC(T64, ZSTD(1)),
      tokens Nullable(UInt64) ALIAS if(isNull(input_tokens) AND isNull(output_tokens), NULL, ifNull(input_tokens, 0) + ifNull(output_tokens, 0)),
      token_source LowCardinality(String),
      cost_input Nullable(Int64) CODEC(GCD, T64, ZSTD(1)),
      cost_cache_read Nullable(Int64) CODEC(GCD, T64, ZSTD(1)),
      cost_cache_write Nullable(Int64) CODEC(GCD, T64, ZSTD(1)),
      cost_output Nullable(Int64) CODEC(GCD, T64, ZSTD(1)),
      cost_total Nullable(Int64) ALIAS cost_input + cost_cache_read + cost_cache_write + cost_output,
      pricing_status LowCardinality(String),
      pricing_row LowCardinality(String),
      pricing_effective_from LowCardinality(String),
      pricing_reason LowCardinality(String),
      reported_cost Nullable(Int64) CODEC(T64, ZSTD(1)),
      segments Nested(
        path LowCardinality(String),
        kind LowCardinality(String),
        hash UInt64,
        tokens Nullable(UInt64)
      ) CODEC(ZSTD(1)),
      dialect LowCardinality(String),
      tags Array(LowCardinality(String)) CODEC(ZSTD(1)),
      notes Array(LowCardinality(String)) CODEC(ZSTD(1)),
      batch UInt64 CODEC(Delta, ZSTD(1)),
      received_at DateTime64(3, 'UTC') ALIAS fromUnixTimestamp64Milli(toInt64(intDiv(batch, 1000)), 'UTC'),
      writer LowCardinality(String),
      inserted UInt64 CODEC(Delta, ZSTD(1))
    )
    ENGINE = MergeTree
    PARTITION BY toYYYYMM(start_time)
    ORDER BY (project, prompt, start_time)
    TTL toDateTime(intDiv(batch, 1000000), 'UTC') + INTERVAL 90 DAY
    SETTINGS ttl_only_drop_parts = 1, fsync_after_insert = 1, non_replicated_deduplication_window = 10000`,
  ],
};
