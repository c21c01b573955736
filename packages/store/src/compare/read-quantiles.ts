import { listOf, optional, real } from "../cell-codec.ts";
import { choosePlan, type Asking } from "../choose-plan.ts";
import { RAW_VALUES, type ValueName } from "../measures.ts";
import { sourceRows } from "../plan-source.ts";
import type { ReadPlan } from "../planner.ts";
import { readRows, type Expression } from "../select-query.ts";
import type { CallSelection } from "../store.ts";
import type { RowKind } from "../tables.ts";
import type { CellKind } from "./call-sums.ts";
import { cellName } from "./cell-names.ts";
import { kindsOf } from "./plan-cells.ts";

export interface QuantilesQuestion {
  readonly selection: CallSelection;
  /** From `CellsResult` of the same selection; planned anew without it. */
  readonly plan?: ReadPlan;
  /** Those that the rows do not know are left out: quantiles are read from the coarsest rows that can answer. */
  readonly kinds: readonly CellKind[];
  /** 0 to 1, rising; some for each value. */
  readonly levels: Readonly<Record<QuantileValue, readonly number[]>>;
}

export type QuantileValue = "duration" | "ttft";

export interface QuantilesResult {
  readonly cells: readonly QuantilesCell[];
  /** Those of the question's kinds that the rows know. */
  readonly kinds: readonly CellKind[];
}

/** In microseconds, in the order of the levels; none where no call has the value. */
export interface QuantilesCell extends Readonly<Record<QuantileValue, readonly number[]>> {
  readonly of: Readonly<Partial<Record<CellKind, string | null>>>;
}

/**
 * Latencies at any levels. At each the value of index floor(level x (n - 1)): of single calls itself, of sketches to within
 * their error.
 */
export async function readQuantiles(
  asking: Asking,
  { selection, kinds: asked, levels, plan: planned }: QuantilesQuestion,
): Promise<QuantilesResult> {
  const plan = planned ?? (await choosePlan(asking, { selection, by: null, stepMs: null }));
  const known = kindsOf(plan);
  const kinds = asked.filter((kind) => known.includes(kind));
  const names = kinds.map((kind): [string, Expression<string | null>] => [
    `of_${kind}`,
    cellName(kind, plan.rows),
  ]);
  const rows = await readRows<Row>(asking.engine, {
    select: {
      ...Object.fromEntries(names),
      duration: quantilesAt("duration", levels.duration, plan.rows),
      ttft: quantilesAt("ttft", levels.ttft, plan.rows),
    },
    ...sourceRows(plan, selection),
    groupBy: names.map(([name]) => name),
    orderBy: [],
    limit: null,
  });
  const cells = rows.map((row) => ({
    of: Object.fromEntries(kinds.map((kind) => [kind, row[`of_${kind}`]])),
    duration: row.duration,
    ttft: row.ttft,
  }));
  return { cells, kinds };
}

type Row = Readonly<Record<QuantileValue, readonly number[]>> & Readonly<Record<string, unknown>>;

function quantilesAt(
  value: ValueName,
  levels: readonly number[],
  rows: RowKind,
): Expression<readonly number[]> {
  if (levels.length === 0) return { sql: "emptyArrayFloat64()", decode: NUMBERS.decode };
  const sorted = `arraySort(groupArray(${RAW_VALUES[value]}))`;
  const list = levels.join(", ");
  // Each level by itself: in a lambda the engine would sort once a level.
  const exact = levels.map(
    (q) => `toFloat64(${sorted}[1 + toUInt64(floor(${q} * (length(${sorted}) - 1)))])`,
  );
  const ofCalls = `if(count(${RAW_VALUES[value]}) = 0, emptyArrayFloat64(), [${exact.join(", ")}])`;
  const sketched = `quantilesDDMerge(0.005, ${list})(t.sketch_${value})`;
  return { sql: rows === "calls" ? ofCalls : sketched, decode: presentNumbers };
}

const NUMBERS = listOf(real);
const CELLS = listOf(optional(real));

/** The sketch of nothing gives null at every level. */
function presentNumbers(cell: unknown): readonly number[] {
  return CELLS.decode(cell).filter((value) => value !== null);
}
