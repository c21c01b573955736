import { holdings, type Asking } from "../choose-plan.ts";
import { callsCount } from "../measures.ts";
import { sourceRows } from "../plan-source.ts";
import { planRollups } from "../planner.ts";
import { pointStart } from "../row-times.ts";
import { readRows } from "../select-query.ts";
import type { CallSelection } from "../store.ts";
import { MINUTE_MS } from "../tables.ts";

/**
 * Start of a window that ends with the selection and holds at least `wanted` of its calls, from the rollups: a
 * hundred buckets tell where the newest calls are, and a page is not sorted out of all calls of a quarter.
 * Where the buckets count fewer, it is the start of the selection.
 */
export async function newestWindow(
  asking: Asking,
  selection: CallSelection,
  wanted: number,
): Promise<number> {
  const plan = planRollups({
    selection,
    by: null,
    stepMs: null,
    heldSince: holdings(asking, selection),
  });
  const rows = await readRows(asking.engine, {
    select: { start: pointStart(plan.rows, MINUTE_MS), calls: callsCount(plan.rows) },
    ...sourceRows(plan, selection),
    groupBy: ["start"],
    orderBy: [{ by: "start", descending: true }],
    limit: null,
  });
  let found = 0;
  for (const { start, calls } of rows) {
    const piece = plan.pieces.find(({ from, to }) => from <= start && start < to);
    // The last bucket may reach beyond the selection: not all of its calls are asked for.
    if (piece === undefined || start + piece.table.bucketMs > selection.to) continue;
    found += calls;
    if (found >= wanted) return Math.max(start, selection.from);
  }
  return selection.from;
}
