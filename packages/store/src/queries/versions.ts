import assert from "node:assert/strict";
import { choosePlan, type Asking } from "../choose-plan.ts";
import { textCell } from "../cell-codec.ts";
import { measureColumns, measuresOf, type MeasureRow } from "../measures.ts";
import { sourceRows } from "../plan-source.ts";
import { sourceOf, type ReadPlan } from "../planner.ts";
import { firstStart, lastStart } from "../row-times.ts";
import { label, readRows, type Expression, type SelectQuery } from "../select-query.ts";
import type { CallSelection, VersionsResult } from "../store.ts";

type VersionRow = MeasureRow & {
  readonly version: string | null;
  readonly models: readonly string[];
  readonly first_seen: number;
  readonly last_seen: number;
};

/** The versions of a selection, the one seen last first. */
export async function readVersions(asking: Asking, selection: CallSelection): Promise<VersionsResult> {
  const plan = await choosePlan(asking, { selection, by: "version", stepMs: null });
  const rows = await readRows(asking.engine, versionsQuery(selection, plan));
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
      version: label("t.version"),
      models: MODELS,
      first_seen: firstStart(plan.rows),
      last_seen: lastStart(plan.rows),
      ...measureColumns(plan.rows),
    },
    ...sourceRows(plan, selection),
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
