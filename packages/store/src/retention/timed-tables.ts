import { quoteElement } from "../bind-parameters.ts";
import { RETENTION_DAYS_MAX, type Kept, type Retention } from "./retention.ts";

/** A table whose rows expire. */
export interface TimedTable {
  readonly table: string;
  readonly kept: Kept;
  /** From when a row's days count, as the engine writes it. */
  readonly from: string;
  /** Its rows are of single calls, so they follow what is said of a project. */
  readonly byProject: boolean;
  /** Expired parts are dropped as a whole. Not where one part holds all times: it would never go. */
  readonly wholeParts: boolean;
  /** Days that one part of it spans at most, so long an expired row waits for the others. */
  readonly partDays: number;
  /** Days that it outlives what it is about. */
  readonly moreDays: number;
}

const timed = (table: string, kept: Kept, from: string, more: Partial<TimedTable> = {}): TimedTable => ({
  table,
  kept,
  from,
  byProject: false,
  wholeParts: true,
  partDays: 31,
  moreDays: 0,
  ...more,
});

const RECEIVED = "toDateTime(intDiv(batch, 1000000), 'UTC')";

export const TIMED_TABLES: readonly TimedTable[] = [
  timed("calls", "calls", RECEIVED, { byProject: true }),
  timed("rollup_minute", "minutes", "bucket", { partDays: 1 }),
  timed("rollup_hour", "hours", "bucket"),
  timed("rollup_day", "days", "bucket", { partDays: 366 }),
  timed("rollup_week", "days", "bucket", { partDays: 373 }),
  timed("segment_rollup_hour", "hours", "bucket"),
  timed("segment_rollup_day", "days", "bucket", { partDays: 366 }),
  timed("scores", "scores", "toDateTime(intDiv(inserted, 1000000), 'UTC')", {
    wholeParts: false,
    partDays: 0,
  }),
  timed("score_changes", "calls", RECEIVED, { byProject: true, moreDays: 1 }),
  timed("score_hour", "hours", "bucket"),
  timed("score_day", "days", "bucket", { partDays: 366 }),
];

/** The TTL expression of a table in the engine's own spelling; null = its rows stay for ever. */
export function ttlOf(timedTable: TimedTable, retention: Retention): string | null {
  const days = retention[timedTable.kept];
  const others = timedTable.byProject ? Object.entries(retention.projects) : [];
  if (others.length === 0) {
    return days === null ? null : `${timedTable.from} + toIntervalDay(${days + timedTable.moreDays})`;
  }
  const of = (each: number | null): number => (each ?? FOR_EVER_DAYS) + timedTable.moreDays;
  const names = others.map(([name]) => quoteElement(name)).join(", ");
  const each = others.map(([, projectDays]) => of(projectDays)).join(", ");
  return `${timedTable.from} + toIntervalDay(transform(project, [${names}], [${each}], ${of(days)}))`;
}

/** Among projects that expire, one that does not has to have a number too: 50 years. */
const FOR_EVER_DAYS = RETENTION_DAYS_MAX;
