import assert from "node:assert/strict";
import { callFilter } from "../call-filter.ts";
import { textCell } from "../cell-codec.ts";
import type { Engine } from "../engine.ts";
import { measureColumns, measuresOf, type MeasureRow } from "../measures.ts";
import { planRange, sourceOf, type ReadPlan } from "../planner.ts";
import { firstStart, lastStart } from "../row-times.ts";
import { name, readRows, type Expression, type SelectQuery } from "../select-query.ts";
import { readFacts } from "../store-facts.ts";
import type { CallSelection, VersionsResult } from "../store.ts";

type VersionRow = MeasureRow & {
  readonly version: string | null;
  readonly models: readonly string[];
  readonly first_seen: number;
  readonly last_seen: number;
};

/** The versions of a selection, the one seen last first. */
export async function readVersions(
  engine: Engine,
  selection: CallSelection,
  now: number,
): Promise<VersionsResult> {
  const plan = planRange(selection, "version", await readFacts(engine, selection, now));
  const rows = await readRows(engine, versionsQuery(selection, plan));
  const versions = rows.map((row) => ({
    version: row.version,
    firstSeen: row.first_seen,
    lastSeen: row.last_seen,
    models: row.models,
    ...measuresOf(row),
  }));
  return { versions, source: sourceOf(plan) };
}

export function versionsQuery(selection: CallSelection, plan: ReadPlan): SelectQuery<VersionRow> {
  return {
    select: {
      version: name("t.version"),
      models: MODELS,
      first_seen: firstStart(plan.table),
      last_seen: lastStart(plan.table),
      ...measureColumns(plan.table),
    },
    from: plan.table.name,
    where: callFilter(selection, plan),
    groupBy: ["version"],
    orderBy: [
      { by: "last_seen", descending: true },
      { by: "version", descending: false },
    ],
    limit: null,
  };
}

const MODELS: Expression<readonly string[]> = {
  sql: "arraySort(groupUniqArrayIf(t.model, t.model != ''))",
  decode: (cell) => {
    assert(Array.isArray(cell), "models are an array");
    return cell.map(textCell);
  },
};
