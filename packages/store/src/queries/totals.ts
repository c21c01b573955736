import { callFilter } from "../call-filter.ts";
import type { Engine } from "../engine.ts";
import { measureColumns, measuresOf, NO_MEASURES, type MeasureRow } from "../measures.ts";
import { planRange, sourceOf, type ReadPlan } from "../planner.ts";
import { readRows, type SelectQuery } from "../select-query.ts";
import { readFacts } from "../store-facts.ts";
import type { CallSelection, Measures, TotalsResult } from "../store.ts";

/** The range and the equally long one just before it, from the same table. */
export async function readTotals(
  engine: Engine,
  selection: CallSelection,
  now: number,
): Promise<TotalsResult> {
  const both = { ...selection, from: 2 * selection.from - selection.to };
  const plan = planRange(selection, null, await readFacts(engine, both, now));
  const before = { ...plan, from: 2 * plan.from - plan.to, to: plan.from };
  const [current, previous] = await Promise.all([
    readMeasures(engine, selection, plan),
    readMeasures(engine, selection, before),
  ]);
  return { current, previous, source: sourceOf(plan) };
}

async function readMeasures(engine: Engine, selection: CallSelection, plan: ReadPlan): Promise<Measures> {
  const [row] = await readRows(engine, totalsQuery(selection, plan));
  return row === undefined ? NO_MEASURES : measuresOf(row);
}

export function totalsQuery(selection: CallSelection, plan: ReadPlan): SelectQuery<MeasureRow> {
  return {
    select: measureColumns(plan.table),
    from: plan.table.name,
    where: callFilter(selection, plan),
    groupBy: [],
    orderBy: [],
    limit: null,
  };
}
