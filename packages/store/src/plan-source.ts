import { bucketsOfCalls } from "./migrations/0002-rollups.ts";
import type { Piece, ReadPlan } from "./planner.ts";
import { parametersOf, type Fragment } from "./select-query.ts";
import { END_OF_TIME_MS } from "./storable-time.ts";
import type { CallSelection, TimeRange } from "./store.ts";
import { DIMENSIONS, MINUTE, RAW, type AnswerTable, type Dimension } from "./tables.ts";

/** The rows of a selection that a plan reads: what a query selects from, and under which conditions. */
export interface PlanSource {
  readonly from: Fragment;
  readonly where: readonly Fragment[];
}

export function sourceRows(plan: ReadPlan, selection: CallSelection): PlanSource {
  const chosen = selectionConditions(selection);
  if (plan.rows === "calls") return { from: { sql: RAW.name }, where: [startedWithin(0, plan), ...chosen] };
  const dimensions = DIMENSIONS.filter((name) =>
    plan.pieces.every(({ table }) => table.dimensions.includes(name)),
  );
  const parts = plan.pieces.map((piece, i) => pieceRows(piece, i, dimensions, chosen));
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
  const conditions = [table === RAW ? startedWithin(index, piece) : bucketsWithin(index, piece), ...chosen];
  const from = `${table.name} AS t WHERE ${conditions.map(({ sql }) => sql).join(" AND ")}`;
  const rows =
    table === RAW
      ? `(${bucketsOfCalls("toStartOfMinute", dimensions, `(SELECT * FROM ${from}) AS c`)})`
      : `(SELECT ${withoutOthers(table, dimensions)} FROM ${from})`;
  return { sql: `SELECT *, ${index} AS piece FROM ${rows}`, parameters: parametersOf(conditions) };
}

function withoutOthers(table: AnswerTable, dimensions: readonly Dimension[]): string {
  const others = table.dimensions.filter((name) => !dimensions.includes(name));
  return others.length > 0 ? `* EXCEPT (${others.join(", ")})` : "*";
}

/** What the selection asks of the rows, whichever table they are in. */
function selectionConditions(selection: CallSelection): Fragment[] {
  return DIMENSIONS.flatMap((dimension) => equality(dimension, selection[dimension]));
}

function equality(dimension: Dimension, value: string | null | undefined): Fragment[] {
  if (value === undefined) return [];
  return [{ sql: `t.${dimension} = {${dimension}:String}`, parameters: { [dimension]: value ?? "" } }];
}

function startedWithin(index: number, { from, to }: TimeRange): Fragment {
  const moment = (name: string): string => `fromUnixTimestamp64Micro({${name}${index}:Int64}, 'UTC')`;
  return {
    sql: `t.start_time >= ${moment("from")} AND t.start_time < ${moment("to")}`,
    parameters: { [`from${index}`]: microsecond(from), [`to${index}`]: microsecond(to) },
  };
}

function bucketsWithin(index: number, { from, to }: TimeRange): Fragment {
  const moment = (name: string): string => `toDateTime({${name}${index}:UInt32}, 'UTC')`;
  return {
    sql: `t.bucket >= ${moment("from")} AND t.bucket < ${moment("to")}`,
    parameters: { [`from${index}`]: second(from), [`to${index}`]: second(to) },
  };
}

function microsecond(ms: number): number {
  return Math.round(Math.min(Math.max(ms, 0), END_OF_TIME_MS) * 1000);
}

function second(ms: number): number {
  return Math.floor(microsecond(ms) / 1e6);
}
