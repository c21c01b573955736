CREATE TABLE IF NOT EXISTS ledger (
      hour DateTime('UTC') CODEC(Delta, ZSTD(1)),
      kind LowCardinality(String),
      reason LowCardinality(String),
      n UInt64 CODEC(T64, ZSTD(1))
    )
    ENGINE = SummingMergeTree(n)
    PARTITION BY toYear(hour)
    ORDER BY (hour, kind, reason)
    SETTINGS fsync_after_insert = 1, non_replicated_deduplication_window = 10000;

CREATE TABLE IF NOT EXISTS ledger_calls (
      hour DateTime('UTC') CODEC(Delta, ZSTD(1)),
      unpriced_reason LowCardinality(String),
      n UInt64 CODEC(T64, ZSTD(1))
    )
    ENGINE = SummingMergeTree(n)
    PARTITION BY toYear(hour)
    ORDER BY (hour, unpriced_reason)
    SETTINGS fsync_after_insert = 1, non_replicated_deduplication_window = 10000;

CREATE MATERIALIZED VIEW IF NOT EXISTS ledger_calls_view TO ledger_calls AS
    SELECT
      toStartOfHour(toDateTime(intDiv(c.batch, 1000000), 'UTC')) AS hour,
      multiIf(isNotNull(c.cost_input), '', c.pricing_reason = '', 'unknown', toString(c.pricing_reason)) AS unpriced_reason,
      count() AS n
    FROM calls AS c
    GROUP BY hour, unpriced_reason;

ALTER TABLE ledger ADD COLUMN IF NOT EXISTS a UInt8
