import { choosePlan, type Asking } from "../choose-plan.ts";
import { measureColumns, measuresOf, NO_MEASURES, type MeasureRow } from "../measures.ts";
import { sourceRows } from "../plan-source.ts";
import { sourceOf, type ReadPlan } from "../planner.ts";
import { readRows, type SelectQuery } from "../select-query.ts";
import type { CallSelection, Measures, Source, TotalsResult } from "../store.ts";

/** The range, and the equally long one just before it. */
export async function readTotals(asking: Asking, selection: CallSelection): Promise<TotalsResult> {
  const before = { ...selection, from: 2 * selection.from - selection.to, to: selection.from };
  const [current, previous] = await Promise.all([readRange(asking, selection), readRange(asking, before)]);
  return { current: current.measures, previous: previous.measures, source: current.source };
}

async function readRange(
  asking: Asking,
  selection: CallSelection,
): Promise<{ measures: Measures; source: Source }> {
  const plan = await choosePlan(asking, { selection, by: null, stepMs: null });
  const [row] = await readRows(asking.engine, totalsQuery(selection, plan));
  return { measures: row === undefined ? NO_MEASURES : measuresOf(row), source: sourceOf(plan) };
}

export function totalsQuery(selection: CallSelection, plan: ReadPlan): SelectQuery<MeasureRow> {
  return {
    select: measureColumns(plan.rows),
    ...sourceRows(plan, selection),
    groupBy: [],
    orderBy: [],
    limit: null,
  };
}
