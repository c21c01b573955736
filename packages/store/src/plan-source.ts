import type { Piece, ReadPlan } from "./planner.ts";
import { parametersOf, type Fragment } from "./select-query.ts";
import type { CallSelection } from "./store.ts";
import { DAY, DIMENSIONS, RAW, type AnswerTable, type Dimension } from "./tables.ts";

/** The rows of a selection that a plan reads: what a query selects from, and under which conditions. */
export interface PlanSource {
  readonly from: Fragment;
  readonly where: readonly Fragment[];
}

export function sourceRows(plan: ReadPlan, selection: CallSelection): PlanSource {
  const chosen = selectionConditions(selection);
  if (plan.main === RAW)
    return { from: { sql: RAW.name }, where: [startedWithin(plan.from, plan.to), ...chosen] };
  const parts = plan.pieces.map((piece, i) => bucketRows(piece, i, plan, chosen));
  return {
    from: { sql: `(${parts.map(({ sql }) => sql).join("\nUNION ALL ")})`, parameters: parametersOf(parts) },
    where: [],
  };
}

/** Conditions are inside of each piece, where the table's own index answers them. */
function bucketRows(
  { table, from, to }: Piece,
  index: number,
  plan: ReadPlan,
  chosen: readonly Fragment[],
): Fragment {
  const conditions = [bucketsWithin(index, from, to), ...chosen];
  const where = conditions.map(({ sql }) => sql).join(" AND ");
  return {
    sql: `SELECT ${columnsOf(table, plan)} FROM ${table.name} AS t WHERE ${where}`,
    parameters: parametersOf(conditions),
  };
}

/** The same columns from every table of a plan: beside the day rollup, what that does not know is left out. */
function columnsOf(table: AnswerTable, { pieces }: ReadPlan): string {
  const withDay = pieces.some((piece) => piece.table === DAY);
  const extra = table.dimensions.filter((dimension) => !DAY.dimensions.includes(dimension));
  return withDay && extra.length > 0 ? `* EXCEPT (${extra.join(", ")})` : "*";
}

/** What the selection asks of the rows, whichever table they are in. */
function selectionConditions(selection: CallSelection): Fragment[] {
  return DIMENSIONS.flatMap((dimension) => equality(dimension, selection[dimension]));
}

function equality(dimension: Dimension, value: string | null | undefined): Fragment[] {
  if (value === undefined) return [];
  return [{ sql: `t.${dimension} = {${dimension}:String}`, parameters: { [dimension]: value ?? "" } }];
}

/** 2106-02-07: where the engine's 32-bit bucket times end, and with them what can be stored. */
const LAST_SECOND = 2 ** 32 - 1;

function startedWithin(fromMs: number, toMs: number): Fragment {
  return {
    sql: "t.start_time >= fromUnixTimestamp64Micro({from:Int64}, 'UTC') AND t.start_time < fromUnixTimestamp64Micro({to:Int64}, 'UTC')",
    parameters: { from: microsecond(fromMs), to: microsecond(toMs) },
  };
}

function bucketsWithin(index: number, fromMs: number, toMs: number): Fragment {
  const [from, to] = [`from${index}`, `to${index}`];
  return {
    sql: `t.bucket >= toDateTime({${from}:UInt32}, 'UTC') AND t.bucket < toDateTime({${to}:UInt32}, 'UTC')`,
    parameters: { [from]: second(fromMs), [to]: second(toMs) },
  };
}

function microsecond(ms: number): number {
  return Math.round(Math.min(Math.max(ms * 1000, 0), LAST_SECOND * 1e6));
}

function second(ms: number): number {
  return Math.floor(microsecond(ms) / 1e6);
}
