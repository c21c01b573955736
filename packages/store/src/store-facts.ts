import { callFilter } from "./call-filter.ts";
import type { Engine } from "./engine.ts";
import { callsCount } from "./measures.ts";
import { RAW_CALLS_MAX, type StoreFacts } from "./planner.ts";
import { readRows } from "./select-query.ts";
import type { CallSelection } from "./store.ts";
import { DAY, DAY_MS, RAW, type AnswerTable } from "./tables.ts";

/**
 * What the planner must know: how many calls the days of the range hold, from the day rollup (a few rows a prompt
 * and day), and whether the raw rows are still all there.
 */
export async function readFacts(engine: Engine, selection: CallSelection, now: number): Promise<StoreFacts> {
  const days = wholeDays(selection);
  const callsAtMost = await countCalls(engine, days, DAY);
  const young = RAW.keepMs !== null && selection.from >= now - RAW.keepMs;
  // Older raw rows may be there or not: an import of old history is kept from its receipt. Only counting tells.
  const rawComplete =
    young || (callsAtMost <= RAW_CALLS_MAX && (await countCalls(engine, days, RAW)) === callsAtMost);
  return { now, callsAtMost, rawComplete };
}

async function countCalls(engine: Engine, selection: CallSelection, table: AnswerTable): Promise<number> {
  const [row] = await readRows(engine, {
    select: { calls: callsCount(table) },
    from: table.name,
    where: callFilter(selection, { table, from: selection.from, to: selection.to }),
    groupBy: [],
    orderBy: [],
    limit: null,
  });
  return row?.calls ?? 0;
}

/** The selection over whole days and by what the day rollup knows: it holds at least the calls of the selection. */
function wholeDays(selection: CallSelection): CallSelection {
  const { service: _service, team: _team, ...known } = selection;
  return {
    ...known,
    from: Math.floor(selection.from / DAY_MS) * DAY_MS,
    to: Math.ceil(selection.to / DAY_MS) * DAY_MS,
  };
}
