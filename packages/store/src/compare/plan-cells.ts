import { holdings, type Asking } from "../choose-plan.ts";
import { sourceRows } from "../plan-source.ts";
import type { ReadPlan } from "../planner.ts";
import { count, readRows } from "../select-query.ts";
import type { CallSelection } from "../store.ts";
import { DAY, HOUR, WEEK, type AnswerTable } from "../tables.ts";
import { CELL_KINDS, type CellKind } from "./call-sums.ts";

/** Sums of so many rows of hours, without their sketches, take some 100 ms. */
const HOUR_ROWS_MAX = 200_000;

const COARSE: ReadonlySet<AnswerTable> = new Set([DAY, WEEK]);

/**
 * The same range from hours where the plan has days and weeks, if the hours are still kept and not too many: only they know
 * teams, services and the hour of the day. Whole days are whole hours, so every sum stays the same.
 */
export async function planCells(asking: Asking, plan: ReadPlan, selection: CallSelection): Promise<ReadPlan> {
  if (plan.rows === "calls" || !plan.pieces.some(({ table }) => COARSE.has(table))) return plan;
  const since = holdings(asking, selection)(HOUR);
  const isKept = plan.pieces.every(({ table, from }) => !COARSE.has(table) || from >= since);
  if (!isKept) return plan;
  const pieces = plan.pieces.map((piece) => (COARSE.has(piece.table) ? { ...piece, table: HOUR } : piece));
  const fine = { ...plan, pieces, main: HOUR };
  return (await rowsOf(asking, fine, selection)) <= HOUR_ROWS_MAX ? fine : plan;
}

async function rowsOf({ engine }: Asking, plan: ReadPlan, selection: CallSelection): Promise<number> {
  const [row] = await readRows(engine, {
    select: { rows: count("count()") },
    ...sourceRows(plan, selection),
    groupBy: [],
    orderBy: [],
    limit: null,
  });
  return row?.rows ?? 0;
}

/** What the rows of a plan can tell apart. */
export function kindsOf(plan: ReadPlan): CellKind[] {
  return CELL_KINDS.filter((kind) => {
    if (kind === "input_size") return plan.rows === "calls";
    if (kind === "hour") return plan.pieces.every(({ table }) => !COARSE.has(table));
    return plan.pieces.every(({ table }) => table.dimensions.includes(kind));
  });
}
