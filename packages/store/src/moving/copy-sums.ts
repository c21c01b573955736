import { numberCell, textCell } from "../cell-codec.ts";
import type { Engine } from "../engine.ts";
import { keepsRows, quotedName, replaces, type TableShape } from "./table-shape.ts";

/** What a month of a table sums to in both stores. Money is nano-dollars. Null where the table does not know it. */
export interface MonthSums {
  readonly table: string;
  /** `2026-11`. */
  readonly month: string;
  readonly from: Sums | null;
  readonly to: Sums | null;
}

export interface Sums {
  /** Calls, or what the table counts in their place. */
  readonly calls: number;
  readonly tokens: number | null;
  readonly costNanoUsd: number | null;
}

const COST = ["cost_input", "cost_cache_read", "cost_cache_write", "cost_output"];
const TIMES = ["start_time", "bucket", "hour", "time"];

/** Sums by month of every table in both stores. */
export async function compareMonths(
  from: Engine,
  to: Engine,
  shapes: readonly TableShape[],
): Promise<MonthSums[]> {
  const months: MonthSums[] = [];
  for (const shape of shapes) {
    const [source, target] = [await monthsOf(from, shape), await monthsOf(to, shape)];
    for (const month of [...new Set([...source.keys(), ...target.keys()])].toSorted()) {
      months.push({
        table: shape.name,
        month,
        from: source.get(month) ?? null,
        to: target.get(month) ?? null,
      });
    }
  }
  return months;
}

export function isSame({ from, to }: MonthSums): boolean {
  return JSON.stringify(from) === JSON.stringify(to);
}

const known = (cell: unknown): number | null => (cell === null ? null : numberCell(cell));

async function monthsOf(engine: Engine, shape: TableShape): Promise<ReadonlyMap<string, Sums>> {
  const has = (name: string): boolean => shape.columns.includes(name);
  const time = TIMES.find(has);
  const calls = has("calls") ? "sum(calls)" : has("n") ? "sum(n)" : "count()";
  const tokens = has("input_tokens")
    ? "sum(ifNull(input_tokens, 0)) + sum(ifNull(output_tokens, 0))"
    : "NULL";
  const cost = COST.every(has) ? COST.map((name) => `sum(ifNull(${name}, 0))`).join(" + ") : "NULL";
  const month = time === undefined ? "''" : `formatDateTime(${time}, '%Y-%m')`;
  const final = replaces(shape) ? " FINAL" : "";
  const rows = await engine.query({
    sql: `SELECT ${month} AS month, ${calls}, ${tokens}, ${cost} FROM ${shape.name}${final} GROUP BY month`,
    parameters: {},
  });
  return new Map(
    rows.map(([name, n, sum, money]) => [
      textCell(name),
      { calls: numberCell(n), tokens: known(sum), costNanoUsd: known(money) },
    ]),
  );
}

/** One text for all that a partition sums to; the same in both stores means that it is there. */
export async function partitionSums(
  engine: Engine,
  table: string,
  shape: TableShape,
  partition: string,
): Promise<string> {
  const sums = shape.summed.map((name) => `sum(${quotedName(name)})`);
  const count = keepsRows(shape) || replaces(shape) ? ["count()"] : [];
  const final = replaces(shape) ? " FINAL" : "";
  const rows = await engine.query({
    sql: `SELECT ${[...count, ...sums, "1"].join(", ")} FROM ${table}${final} WHERE _partition_id = {partition:String}`,
    parameters: { partition },
  });
  return JSON.stringify(rows);
}
