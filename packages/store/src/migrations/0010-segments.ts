import type { Migration } from "./migration.ts";

/*
 * What the parts of prompts take and cost, by hour and by day, each a materialised view of `calls`.
 *
 * - A segment costs its share of what the call's input cost (uncached, read from a cache and written to it), by tokens:
 *   nobody says which segment a cache held. With C = that cost in nano-dollars, T = the larger of the call's input
 *   tokens and the sum of its segments' tokens, and S = tokens of the segments up to and with this one, the share is
 *   floor(C * S / T) - floor(C * (S - tokens) / T). So shares are whole numbers, and where the segments add up to the
 *   input tokens, the shares add up to C to the nano-dollar. C * S needs more than 64 bits: 128 are used.
 * - A call may have several segments of one path and kind: their tokens add up, and the call counts once.
 * - Unknown is not zero: calls without the tokens or the cost of a segment are counted beside the sums.
 * - Columns are signed, because a correction of a price takes away what it found. Corrections carry the segments of
 *   their call, as a view sees nothing but the row.
 */

export interface SegmentRollup {
  readonly table: string;
  readonly bucket: string;
  readonly partition: string;
  /** Days from the bucket; null = for ever. */
  readonly keepDays: number | null;
}

export const SEGMENT_ROLLUPS: readonly SegmentRollup[] = [
  {
    table: "segment_rollup_hour",
    bucket: "toStartOfHour",
    partition: "toYYYYMM(bucket)",
    keepDays: 400,
  },
  { table: "segment_rollup_day", bucket: "toStartOfDay", partition: "toYear(bucket)", keepDays: null },
];

const SUMS = ["calls", "calls_without_tokens", "calls_without_cost", "partly_calls", "tokens", "cost"];

const tableOf = ({ table, partition, keepDays }: SegmentRollup): string => `
CREATE TABLE IF NOT EXISTS ${table} (
  bucket DateTime('UTC') CODEC(Delta, ZSTD(1)),
  project LowCardinality(String),
  prompt LowCardinality(String),
  version LowCardinality(String),
  model LowCardinality(String),
  path LowCardinality(String),
  kind LowCardinality(String),
  ${SUMS.map((name) => `${name} Int64 CODEC(T64, ZSTD(1))`).join(",\n  ")}
)
ENGINE = SummingMergeTree
PARTITION BY ${partition}
PRIMARY KEY (project, prompt, bucket)
ORDER BY (project, prompt, bucket, version, model, path, kind)
${keepDays === null ? "" : `TTL bucket + INTERVAL ${keepDays} DAY`}
SETTINGS ttl_only_drop_parts = 1, fsync_after_insert = 1, non_replicated_deduplication_window = 10000`;

const KNOWN_TOKENS = "arrayMap(n -> ifNull(n, 0), c.segments.tokens)";

/** What a call costs now, and what it cost before a correction. */
type CostPrefix = "cost" | "before";

/** The share of a segment in the cost of the input; null where it is unknown. */
const shareOf = (prefix: CostPrefix): string => {
  const cost = `toInt128(c.${prefix}_input + c.${prefix}_cache_read + c.${prefix}_cache_write)`;
  return `toInt64(intDiv(${cost} * up_to, whole) - intDiv(${cost} * (up_to - segment_tokens), whole))`;
};

const whole = `greatest(1, ifNull(c.input_tokens, 0), arraySum(${KNOWN_TOKENS}))`;

/** Calls or corrections `c`, one row a segment, summed up by `sums` in the order of the columns. */
const segmentsSummed = (
  { bucket }: SegmentRollup,
  { from, where }: Source,
  sums: readonly string[],
): string => `
WITH ${whole} AS whole
SELECT
  ${bucket}(c.start_time) AS bucket,
  c.project AS project,
  c.prompt AS prompt,
  c.version AS version,
  if(c.response_model = '', c.request_model, c.response_model) AS model,
  path,
  kind,
  ${sums.map((sql, i) => `toInt64(${sql}) AS ${SUMS[i]}`).join(",\n  ")}
FROM ${from} AS c
ARRAY JOIN
  c.segments.path AS path,
  c.segments.kind AS kind,
  c.segments.tokens AS segment_tokens,
  arrayCumSum(${KNOWN_TOKENS}) AS up_to,
  arrayEnumerateUniq(c.segments.path, c.segments.kind) AS nth
WHERE ${where}
GROUP BY bucket, project, prompt, version, model, path, kind`;

/** Calls `c`, or corrections of their prices. */
interface Source {
  readonly from: string;
  readonly where: string;
}

/** What the views of a rollup select: the segments of the calls, and of the corrections, that fulfil a condition. */
export const segmentsOfCalls = (rollup: SegmentRollup, where: string): string =>
  segmentsSummed(rollup, { from: "calls", where }, CALL_SUMS);
export const segmentsOfCorrections = (rollup: SegmentRollup, where: string): string =>
  segmentsSummed(rollup, { from: "price_corrections", where }, CORRECTION_SUMS);

/** The rows that the rollup keeps. "Received" is the row's own batch, so the content is a function of the rows alone. */
const kept = (from: string, { keepDays }: SegmentRollup, condition: string = "1"): Source => ({
  from,
  where:
    keepDays === null
      ? condition
      : `${condition} AND c.start_time >= toDateTime(intDiv(c.batch, 1000000), 'UTC') - INTERVAL ${keepDays} DAY`,
});

const CALL_SUMS = [
  "countIf(nth = 1)",
  "countIf(nth = 1 AND isNull(segment_tokens))",
  `countIf(nth = 1 AND isNull(${shareOf("cost")}))`,
  "countIf(nth = 1 AND c.pricing_status = 'partly')",
  "sum(ifNull(segment_tokens, 0))",
  `sum(ifNull(${shareOf("cost")}, 0))`,
];

const unknownShares = (prefix: CostPrefix): string =>
  `toInt64(countIf(nth = 1 AND isNull(${shareOf(prefix)})))`;
const partly = (status: string): string => `toInt64(countIf(nth = 1 AND c.${status} = 'partly'))`;

const CORRECTION_SUMS = [
  "0",
  "0",
  `${unknownShares("cost")} - ${unknownShares("before")}`,
  `${partly("pricing_status")} - ${partly("before_status")}`,
  "0",
  `sum(ifNull(${shareOf("cost")}, 0)) - sum(ifNull(${shareOf("before")}, 0))`,
];

/** The last insert comes through the new views: it is applied once more when a store is opened (`insert-calls.ts`). */
const BEFORE_LAST = "c.inserted < (SELECT max(inserted) FROM calls)";

/** Corrections of before this migration do not carry the segments of their calls: those are read from the calls. */
const OLD_CORRECTIONS = `(
  SELECT p.* EXCEPT (\`segments.path\`, \`segments.kind\`, \`segments.tokens\`),
    k.path AS \`segments.path\`, k.kind AS \`segments.kind\`, k.tokens AS \`segments.tokens\`
  FROM price_corrections AS p
  INNER JOIN (
    SELECT trace_id, span_id, segments.path AS path, segments.kind AS kind, segments.tokens AS tokens
    FROM calls WHERE (trace_id, span_id) IN (SELECT trace_id, span_id FROM price_corrections)
  ) AS k ON p.trace_id = k.trace_id AND p.span_id = k.span_id
)`;

const SEGMENT_COLUMNS = {
  path: "Array(LowCardinality(String))",
  kind: "Array(LowCardinality(String))",
  tokens: "Array(Nullable(UInt64))",
};

const filled = (rollup: SegmentRollup): string[] => {
  const calls = segmentsSummed(rollup, kept("calls", rollup, BEFORE_LAST), CALL_SUMS);
  const corrections = segmentsSummed(rollup, kept(OLD_CORRECTIONS, rollup), CORRECTION_SUMS);
  return [
    `TRUNCATE TABLE ${rollup.table}`,
    `INSERT INTO ${rollup.table} ${calls}`,
    `INSERT INTO ${rollup.table} ${corrections}`,
  ];
};

const viewsOf = (rollup: SegmentRollup): string[] => {
  const { table } = rollup;
  const calls = segmentsSummed(rollup, kept("calls", rollup), CALL_SUMS);
  const corrections = segmentsSummed(rollup, kept("price_corrections", rollup), CORRECTION_SUMS);
  return [
    `CREATE MATERIALIZED VIEW IF NOT EXISTS ${table}_view TO ${table} AS${calls}`,
    `CREATE MATERIALIZED VIEW IF NOT EXISTS ${table}_corrections_view TO ${table} AS${corrections}`,
  ];
};

/**
 * Codecs that a trial on a year of 100 million calls found better than those of migration 1
 * (decisions/2026-11-24-schema-for-the-long-run.md). Parts take them when they are merged.
 */
const CODECS: Readonly<Record<string, string>> = {
  start_time: "Delta, T64, ZSTD(1)",
  inserted: "GCD, Delta, ZSTD(1)",
  "segments.tokens": "T64, ZSTD(1)",
  environment: "ZSTD(1)",
  service: "ZSTD(1)",
  team: "ZSTD(1)",
  user: "ZSTD(1)",
  prompt: "ZSTD(1)",
  version: "ZSTD(1)",
  provider: "ZSTD(1)",
  request_model: "ZSTD(1)",
  response_model: "ZSTD(1)",
  error_class: "ZSTD(1)",
  finish_reason: "ZSTD(1)",
  pricing_row: "ZSTD(1)",
};

export const segmentsMigration: Migration = {
  version: 10,
  name: "segments",
  statements: [
    `ALTER TABLE price_corrections ${Object.entries(SEGMENT_COLUMNS)
      .map(([name, type]) => `ADD COLUMN IF NOT EXISTS \`segments.${name}\` ${type} CODEC(ZSTD(1))`)
      .join(", ")}`,
    // A start asks for the last insert: the index leaves out the parts of the table that hold older ones alone.
    "ALTER TABLE calls ADD INDEX IF NOT EXISTS inserted_range inserted TYPE minmax GRANULARITY 1",
    `ALTER TABLE calls ${Object.entries(CODECS)
      .map(([name, codec]) => `MODIFY COLUMN \`${name}\` CODEC(${codec})`)
      .join(", ")}`,
    ...SEGMENT_ROLLUPS.map(tableOf),
    // The views come last: a step that a crash has cut is done again from empty tables.
    ...SEGMENT_ROLLUPS.flatMap(filled),
    ...SEGMENT_ROLLUPS.flatMap(viewsOf),
  ],
};
