import { choosePlan, type Asking } from "../choose-plan.ts";
import { sourceRows } from "../plan-source.ts";
import { sourceOf, type ReadPlan } from "../planner.ts";
import { readRows, type Expression } from "../select-query.ts";
import type { CallSelection, Source } from "../store.ts";
import { cellName } from "./cell-names.ts";
import type { CallCell, CallSums, CellKind } from "./call-sums.ts";
import { kindsOf, planCells } from "./plan-cells.ts";
import { callSumColumns } from "./sum-columns.ts";

export interface CellsQuestion {
  readonly selection: CallSelection;
  /** What cells shall be told apart by, as far as the rows that answer know it. */
  readonly kinds: readonly CellKind[];
}

export interface CellsResult {
  /** In no order. */
  readonly cells: readonly CallCell[];
  /** Those of the question's kinds that the rows know. */
  readonly kinds: readonly CellKind[];
  /** What quantiles of the same selection can be told apart by: of many calls they are read from coarser rows. */
  readonly quantileKinds: readonly CellKind[];
  readonly source: Source;
  /** Where it was read: given along with the next question about the same calls, it is not planned again. */
  readonly plan: ReadPlan;
}

/** The calls of a selection, summed by what they can be compared within. */
export async function readCells(asking: Asking, question: CellsQuestion): Promise<CellsResult> {
  const { selection } = question;
  const chosen = await choosePlan(asking, { selection, by: null, stepMs: null });
  const plan = await planCells(asking, chosen, selection);
  const known = kindsOf(plan);
  const kinds = question.kinds.filter((kind) => known.includes(kind));
  const cells = await cellsOf(asking, plan, selection, kinds);
  return { cells, kinds, quantileKinds: kindsOf(chosen), source: sourceOf(chosen), plan: chosen };
}

type Row = CallSums & Readonly<Record<string, unknown>>;

async function cellsOf(
  { engine }: Asking,
  plan: ReadPlan,
  selection: CallSelection,
  kinds: readonly CellKind[],
): Promise<CallCell[]> {
  const names = kinds.map((kind): [string, Expression<string | null>] => [
    `of_${kind}`,
    cellName(kind, plan.rows),
  ]);
  const rows = await readRows<Row>(engine, {
    select: { ...Object.fromEntries(names), ...callSumColumns(plan.rows) },
    ...sourceRows(plan, selection),
    groupBy: names.map(([name]) => name),
    orderBy: [],
    limit: null,
  });
  return rows.filter(({ calls }) => calls > 0).map((row) => cellOf(row, kinds));
}

function cellOf(row: Row, kinds: readonly CellKind[]): CallCell {
  const { calls, errors, unpricedCalls, partlyPricedCalls, estimatedCalls } = row;
  const { duration, ttft, tpot, tokens, cost, inputTokens, outputTokens } = row;
  return {
    of: Object.fromEntries(kinds.map((kind) => [kind, row[`of_${kind}`]])),
    calls,
    errors,
    unpricedCalls,
    partlyPricedCalls,
    estimatedCalls,
    duration,
    ttft,
    tpot,
    tokens,
    cost,
    inputTokens,
    outputTokens,
  };
}
