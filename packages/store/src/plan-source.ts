import { COMPUTED_COLUMNS, correctedCalls } from "./corrected-calls.ts";
import { bucketsOfCallsWithDoubts } from "./migrations/0005-doubts.ts";
import type { Piece, ReadPlan } from "./planner.ts";
import { parametersOf, type Fragment } from "./select-query.ts";
import type { CallSelection } from "./store.ts";
import { DIMENSIONS, MINUTE, RAW, type AnswerTable, type Dimension } from "./tables.ts";
import { bucketsWithin, startedWithin } from "./time-conditions.ts";

/** The rows of a selection that a plan reads: what a query selects from, and under which conditions. */
export interface PlanSource {
  readonly from: Fragment;
  readonly where: readonly Fragment[];
}

export function sourceRows(plan: ReadPlan, selection: CallSelection): PlanSource {
  const chosen = selectionConditions(selection);
  if (plan.rows === "calls") return singleCalls(plan, chosen);
  const dimensions = DIMENSIONS.filter((name) =>
    plan.pieces.every(({ table }) => table.dimensions.includes(name)),
  );
  const parts = plan.pieces.map((piece, i) =>
    piece.table === RAW
      ? summedCalls(plan, piece, i, dimensions, chosen)
      : pieceRows(piece, i, dimensions, chosen),
  );
  const sources =
    parts.length > 0 ? parts : [{ sql: `SELECT *, 0 AS piece FROM ${MINUTE.name} WHERE false` }];
  return {
    from: {
      sql: `(${sources.map(({ sql }) => sql).join("\nUNION ALL ")})`,
      parameters: parametersOf(sources),
    },
    where: [],
  };
}

function singleCalls(plan: ReadPlan, chosen: readonly Fragment[]): PlanSource {
  const started = startedWithin(0, plan);
  if (!plan.corrected) return { from: { sql: RAW.name }, where: [started, ...chosen] };
  const { sql, parameters } = correctedCalls(wholeRows([started, ...chosen]), started);
  return {
    from: { sql: `(SELECT *, ${COMPUTED_COLUMNS} FROM (${sql}))`, ...(parameters && { parameters }) },
    where: [],
  };
}

/**
 * The columns of a rollup from every piece, in the same order: `bucket`, the dimensions that all of them know, sums and
 * sketches, and the number of the piece. Conditions stand inside, where each table's own index answers them.
 */
function pieceRows(
  piece: Piece,
  index: number,
  dimensions: readonly Dimension[],
  chosen: readonly Fragment[],
): Fragment {
  const { table } = piece;
  const conditions = [bucketsWithin(index, piece), ...chosen];
  const where = conditions.map(({ sql }) => sql).join(" AND ");
  const rows = `(SELECT ${withoutOthers(table, dimensions)} FROM ${table.name} AS t WHERE ${where})`;
  return { sql: `SELECT *, ${index} AS piece FROM ${rows}`, parameters: parametersOf(conditions) };
}

/** Single calls at an end of the range, summed into the columns of a rollup. */
function summedCalls(
  { corrected }: ReadPlan,
  piece: Piece,
  index: number,
  dimensions: readonly Dimension[],
  chosen: readonly Fragment[],
): Fragment {
  const started = startedWithin(index, piece);
  const rows = wholeRows([started, ...chosen]);
  const calls = corrected ? correctedCalls(rows, started) : rows;
  const buckets = bucketsOfCallsWithDoubts(START_OF_MINUTE, dimensions, `(${calls.sql}) AS c`);
  return {
    sql: `SELECT *, ${index} AS piece FROM (${buckets})`,
    parameters: parametersOf([calls]),
  };
}

const START_OF_MINUTE = (time: string): string => `toStartOfMinute(${time})`;

function wholeRows(conditions: readonly Fragment[]): Fragment {
  const where = conditions.map(({ sql }) => sql).join(" AND ");
  return { sql: `SELECT * FROM ${RAW.name} AS t WHERE ${where}`, parameters: parametersOf(conditions) };
}

function withoutOthers(table: AnswerTable, dimensions: readonly Dimension[]): string {
  const others = table.dimensions.filter((name) => !dimensions.includes(name));
  return others.length > 0 ? `* EXCEPT (${others.join(", ")})` : "*";
}

/** What the selection asks of the rows, whichever table they are in. */
export function selectionConditions(selection: CallSelection): Fragment[] {
  return DIMENSIONS.flatMap((dimension) => equality(dimension, selection[dimension]));
}

function equality(dimension: Dimension, value: string | null | undefined): Fragment[] {
  if (value === undefined) return [];
  return [{ sql: `t.${dimension} = {${dimension}:String}`, parameters: { [dimension]: value ?? "" } }];
}
