import { ROLLUPS, type Rollup } from "../migrations/0002-rollups.ts";
import { bucketsOfCallsWithDoubts } from "../migrations/0005-doubts.ts";
import { bucketsOfCorrections } from "../migrations/0006-price-corrections.ts";
import type { Retention } from "./retention.ts";

const KEPT_OF: Readonly<Record<string, "minutes" | "hours">> = {
  rollup_minute: "minutes",
  rollup_hour: "hours",
};

/**
 * The views of migration 2 pass over a call that is received later than its rollup was made to keep. Where the rollup
 * is kept for longer now, views beside them take exactly those calls. They are added and not put in the place of the
 * first ones: another server may be inserting, and between a DROP and a CREATE its calls would be in no sum.
 */
export function lateViewStatements(retention: Retention): string[] {
  return ROLLUPS.flatMap((rollup) => {
    const kept = KEPT_OF[rollup.table];
    if (kept === undefined || rollup.keepDays === null) return [];
    const days = retention[kept];
    return days === null || days > rollup.keepDays ? created(rollup) : dropped(rollup);
  });
}

function created(rollup: Rollup): string[] {
  const { table, bucket, dimensions } = rollup;
  const calls = bucketsOfCallsWithDoubts(bucket, dimensions, lateRows("calls", rollup));
  const corrections = bucketsOfCorrections(rollup, lateRows("price_corrections", rollup));
  return [
    `CREATE MATERIALIZED VIEW IF NOT EXISTS ${table}_late_view TO ${table} AS${calls}`,
    `CREATE MATERIALIZED VIEW IF NOT EXISTS ${table}_late_corrections_view TO ${table} AS${corrections}`,
  ];
}

function dropped({ table }: Rollup): string[] {
  return [`DROP VIEW IF EXISTS ${table}_late_view`, `DROP VIEW IF EXISTS ${table}_late_corrections_view`];
}

function lateRows(source: string, { keepDays }: Rollup): string {
  const received = "toDateTime(intDiv(c.batch, 1000000), 'UTC')";
  return `${source} AS c\nWHERE c.start_time < ${received} - INTERVAL ${keepDays} DAY`;
}
