CREATE TABLE IF NOT EXISTS ledger_local ON CLUSTER `ma\`in's` (
      hour DateTime('UTC') CODEC(Delta, ZSTD(1)),
      kind LowCardinality(String),
      reason LowCardinality(String),
      n UInt64 CODEC(T64, ZSTD(1))
    )
    ENGINE = ReplicatedSummingMergeTree(n)
    PARTITION BY toYear(hour)
    ORDER BY (hour, kind, reason)
    SETTINGS fsync_after_insert = 1, replicated_deduplication_window = 10000, replicated_deduplication_window_seconds = 604800;

CREATE TABLE IF NOT EXISTS ledger ON CLUSTER `ma\`in's` AS ledger_local
ENGINE = Distributed('ma`in\'s', 'prompts', 'ledger_local', cityHash64(hour, kind, reason));

CREATE TABLE IF NOT EXISTS ledger_calls_local ON CLUSTER `ma\`in's` (
      hour DateTime('UTC') CODEC(Delta, ZSTD(1)),
      unpriced_reason LowCardinality(String),
      n UInt64 CODEC(T64, ZSTD(1))
    )
    ENGINE = ReplicatedSummingMergeTree(n)
    PARTITION BY toYear(hour)
    ORDER BY (hour, unpriced_reason)
    SETTINGS fsync_after_insert = 1, replicated_deduplication_window = 10000, replicated_deduplication_window_seconds = 604800;

CREATE TABLE IF NOT EXISTS ledger_calls ON CLUSTER `ma\`in's` AS ledger_calls_local
ENGINE = Distributed('ma`in\'s', 'prompts', 'ledger_calls_local', cityHash64(hour, unpriced_reason));

CREATE MATERIALIZED VIEW IF NOT EXISTS ledger_calls_view ON CLUSTER `ma\`in's` TO ledger_calls_local AS
    SELECT
      toStartOfHour(toDateTime(intDiv(c.batch, 1000000), 'UTC')) AS hour,
      multiIf(isNotNull(c.cost_input), '', c.pricing_reason = '', 'unknown', toString(c.pricing_reason)) AS unpriced_reason,
      count() AS n
    FROM calls_local AS c
    GROUP BY hour, unpriced_reason;

ALTER TABLE ledger_local ON CLUSTER `ma\`in's` ADD COLUMN IF NOT EXISTS a UInt8;

ALTER TABLE ledger ON CLUSTER `ma\`in's` ADD COLUMN IF NOT EXISTS a UInt8
