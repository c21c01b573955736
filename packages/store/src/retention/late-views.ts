import { ROLLUPS, type Rollup } from "../migrations/0002-rollups.ts";
import { bucketsOfCallsWithDoubts } from "../migrations/0005-doubts.ts";
import { bucketsOfCorrections } from "../migrations/0006-price-corrections.ts";
import {
  SEGMENT_ROLLUPS,
  segmentsOfCalls,
  segmentsOfCorrections,
  type SegmentRollup,
} from "../migrations/0010-segments.ts";
import type { Retention } from "./retention.ts";

const KEPT_OF: Readonly<Record<string, "minutes" | "hours">> = {
  rollup_minute: "minutes",
  rollup_hour: "hours",
  segment_rollup_hour: "hours",
};

/**
 * The views of migrations 2 and 10 pass over a call that is received later than its rollup was made to keep. Where the rollup
 * is kept for longer now, views beside them take exactly those calls. They are added and not put in the place of the
 * first ones: another server may be inserting, and between a DROP and a CREATE its calls would be in no sum.
 */
export function lateViewStatements(retention: Retention): string[] {
  return [...ROLLUPS.map(lateViewsOfCalls), ...SEGMENT_ROLLUPS.map(lateViewsOfSegments)].flatMap((views) =>
    statementsFor(views, retention),
  );
}

/** What a rollup's late views select; `keepDays` is what it was made to keep. */
interface LateViews {
  readonly table: string;
  readonly keepDays: number | null;
  readonly calls: string;
  readonly corrections: string;
}

function statementsFor({ table, keepDays, calls, corrections }: LateViews, retention: Retention): string[] {
  const kept = KEPT_OF[table];
  if (kept === undefined || keepDays === null) return [];
  const days = retention[kept];
  if (days !== null && days <= keepDays) {
    return [`DROP VIEW IF EXISTS ${table}_late_view`, `DROP VIEW IF EXISTS ${table}_late_corrections_view`];
  }
  return [
    `CREATE MATERIALIZED VIEW IF NOT EXISTS ${table}_late_view TO ${table} AS${calls}`,
    `CREATE MATERIALIZED VIEW IF NOT EXISTS ${table}_late_corrections_view TO ${table} AS${corrections}`,
  ];
}

function lateViewsOfCalls(rollup: Rollup): LateViews {
  const { table, bucket, dimensions, keepDays } = rollup;
  const rowsOf = (source: string): string => `${source} AS c\nWHERE ${isLate(keepDays)}`;
  return {
    table,
    keepDays,
    calls: bucketsOfCallsWithDoubts(bucket, dimensions, rowsOf("calls")),
    corrections: bucketsOfCorrections(rollup, rowsOf("price_corrections")),
  };
}

function lateViewsOfSegments(rollup: SegmentRollup): LateViews {
  const { table, keepDays } = rollup;
  const late = isLate(keepDays);
  return {
    table,
    keepDays,
    calls: segmentsOfCalls(rollup, late),
    corrections: segmentsOfCorrections(rollup, late),
  };
}

/** `keepDays` null = nothing is too late. */
function isLate(keepDays: number | null): string {
  const received = "toDateTime(intDiv(c.batch, 1000000), 'UTC')";
  return keepDays === null ? "0" : `c.start_time < ${received} - INTERVAL ${keepDays} DAY`;
}
