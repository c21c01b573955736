import { keptRows, tableOf, type Rollup } from "./0002-rollups.ts";
import { bucketsOfCallsWithDoubts, DOUBT_COLUMNS } from "./0005-doubts.ts";
import { bucketsOfCorrections, correctedColumns } from "./0006-price-corrections.ts";
import type { Migration } from "./migration.ts";

/*
 * A year of all prompts at once. At 60 prompts of 4 versions on 3 models the day table has 720 rows a day, 260,000 a
 * year, and merging the sketches of one takes some 6 us each: seconds. By weeks and without versions it is 180 rows a week, 9,400 a year,
 * and a page opens at once. A week is 7 days counted from 1970-01-01, a Thursday, so that all buckets nest.
 */

/** 7 x 86,400 seconds. */
const START_OF_WEEK = (time: string): string =>
  `toDateTime(intDiv(toUInt32(toUnixTimestamp(${time})), 604800) * 604800, 'UTC')`;

const WEEK: Rollup = {
  table: "rollup_week",
  bucket: START_OF_WEEK,
  dimensions: ["project", "prompt", "environment", "model"],
  partition: "toYear(bucket)",
  keepDays: null,
};

const calls = (source: string): string => bucketsOfCallsWithDoubts(WEEK.bucket, WEEK.dimensions, source);

/** The last insert comes through the new view: it is applied once more when a store is opened (`insert-calls.ts`). */
const LAST = "(SELECT max(inserted) FROM calls)";
const weeksOfLast = `(SELECT ${START_OF_WEEK("start_time")} FROM calls WHERE inserted = ${LAST})`;

/**
 * Weeks of the past from their days, which outlive the calls; weeks that the last insert touches from their other calls,
 * because the days hold it already.
 */
const FILL = [
  "TRUNCATE TABLE rollup_week",
  `INSERT INTO rollup_week SELECT ${START_OF_WEEK("d.bucket")} AS bucket, d.* EXCEPT (bucket, version) FROM rollup_day AS d WHERE ${START_OF_WEEK("d.bucket")} NOT IN ${weeksOfLast}`,
  `INSERT INTO rollup_week ${calls(`calls AS c WHERE c.inserted < ${LAST} AND ${START_OF_WEEK("c.start_time")} IN ${weeksOfLast}`)}`,
  `INSERT INTO rollup_week (${correctedColumns(WEEK)}) ${bucketsOfCorrections(WEEK, `price_corrections AS c WHERE ${START_OF_WEEK("c.start_time")} IN ${weeksOfLast}`)}`,
];

export const rollupWeekMigration: Migration = {
  version: 12,
  name: "rollup-week",
  statements: [
    tableOf(WEEK, DOUBT_COLUMNS),
    ...FILL,
    `CREATE MATERIALIZED VIEW IF NOT EXISTS rollup_week_view TO rollup_week AS${calls(keptRows("calls", WEEK))}`,
    `CREATE MATERIALIZED VIEW IF NOT EXISTS rollup_week_corrections_view TO rollup_week AS${bucketsOfCorrections(WEEK, keptRows("price_corrections", WEEK))}`,
  ],
};
