import type { Engine } from "./engine.ts";
import { callsCount } from "./measures.ts";
import { sourceRows } from "./plan-source.ts";
import { planCalls, planRollups, type PlannedQuestion, type ReadPlan } from "./planner.ts";
import { readRows } from "./select-query.ts";
import type { CallSelection } from "./store.ts";
import { RAW } from "./tables.ts";

/**
 * Calls up to which single calls are read: quantiles are exact and the range is the one that was asked for.
 * Measured on two cores: the measures of 200,000 calls take about 60 ms from single calls, and a store of
 * years of history answers the same from rollups in 10 to 100 ms.
 */
export const CALLS_MAX = 200_000;

/** Single calls where the range holds few enough and all of them are still there, else rollups. */
export async function choosePlan(engine: Engine, question: PlannedQuestion): Promise<ReadPlan> {
  const few = await hasFewCalls(engine, question);
  return few ? planCalls(question) : planRollups(question);
}

async function hasFewCalls(engine: Engine, question: PlannedQuestion): Promise<boolean> {
  const { selection, now } = question;
  const wider = { selection: ofAllTime(selection), by: null, stepMs: null, now };
  const counted = planRollups(wider);
  const calls = await countCalls(engine, counted, wider.selection);
  if (calls > CALLS_MAX) return false;
  if (RAW.keepMs !== null && counted.from >= now - RAW.keepMs) return true;
  // Older calls may be gone or not: history is kept from its receipt on, not from its start. Counting tells.
  const { from, to } = counted;
  const single = planCalls({ ...wider, selection: { ...wider.selection, from, to } });
  return (await countCalls(engine, single, wider.selection)) === calls;
}

/** Without what only short-lived tables know: it holds at least the calls of the selection. */
function ofAllTime({ service: _service, team: _team, ...selection }: CallSelection): CallSelection {
  return selection;
}

async function countCalls(engine: Engine, plan: ReadPlan, selection: CallSelection): Promise<number> {
  const [row] = await readRows(engine, {
    select: { calls: callsCount(plan.main.rows) },
    ...sourceRows(plan, selection),
    groupBy: [],
    orderBy: [],
    limit: null,
  });
  return row?.calls ?? 0;
}
