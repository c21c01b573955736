import { hasCorrections } from "./corrected-calls.ts";
import type { Engine } from "./engine.ts";
import { callsCount } from "./measures.ts";
import { sourceRows } from "./plan-source.ts";
import { planCalls, planRollups, withSingleCalls, type PlannedQuestion, type ReadPlan } from "./planner.ts";
import { count, readRows } from "./select-query.ts";
import type { CallSelection } from "./store.ts";
import { heldSince, type RetentionChange } from "./retention/held-since.ts";
import { RAW } from "./tables.ts";

/**
 * Calls up to which a question reads single calls, so that its quantiles are exact and its range is the one asked for.
 * All measures of 200,000 calls take some 60 ms of two cores (benchmarks/store.bench.mjs).
 */
export const SINGLE_CALLS_MAX = 200_000;

/** Who answers, and what decides from where. */
export interface Asking {
  readonly engine: Engine;
  /** Epoch ms. */
  readonly now: number;
  /** What the retention was, by which rows have expired. */
  readonly retention: readonly RetentionChange[];
  readonly singleCallsMax: number;
}

type Question = Omit<PlannedQuestion, "heldSince">;

/** Since when each table holds every call of a selection. */
export function holdings(
  { retention, now }: Pick<Asking, "retention" | "now">,
  { project }: CallSelection,
): PlannedQuestion["heldSince"] {
  return ({ kept }) => heldSince(retention, kept, project, now);
}

/** Single calls where the range holds few enough and all of them are still there, else rollups. */
export async function choosePlan(asking: Asking, question: Question): Promise<ReadPlan> {
  const planned = { ...question, heldSince: holdings(asking, question.selection) };
  const rollups = planRollups(planned);
  const [counts, corrected] = await Promise.all([
    countPieces(asking.engine, rollups, question.selection),
    hasCorrections(asking.engine, rollups),
  ]);
  const few = counts.reduce((a, b) => a + b, 0) <= asking.singleCallsMax;
  if (few && (await singleCallsComplete(asking, question.selection))) {
    return { ...planCalls(planned), corrected };
  }
  return { ...withSingleCalls(rollups, counts, planned, asking.singleCallsMax), corrected };
}

/**
 * Whether no single call of the range has been dropped. Young ones have not. Older ones may be there or not, as history
 * is kept from its receipt on and not from its start: counting tells.
 */
async function singleCallsComplete(asking: Asking, asked: CallSelection): Promise<boolean> {
  const { engine, singleCallsMax } = asking;
  const selection = ofAllTime(asked);
  const held = holdings(asking, selection);
  const rollups = planRollups({ selection, by: null, stepMs: null, heldSince: held });
  if (rollups.from >= held(RAW)) return true;
  const calls = await countCalls(engine, rollups, selection);
  if (calls > singleCallsMax) return false;
  const { from, to } = rollups;
  const single = planCalls({ selection: { ...selection, from, to }, stepMs: null });
  return (await countCalls(engine, single, selection)) === calls;
}

/** Without what only the shorter-lived rollups know: the day rollup has counted it, however old. */
function ofAllTime({ service: _service, team: _team, ...selection }: CallSelection): CallSelection {
  return selection;
}

async function countCalls(engine: Engine, plan: ReadPlan, selection: CallSelection): Promise<number> {
  const [row] = await readRows(engine, {
    select: { calls: callsCount(plan.rows) },
    ...sourceRows(plan, selection),
    groupBy: [],
    orderBy: [],
    limit: null,
  });
  return row?.calls ?? 0;
}

/** Calls of each piece of a plan of rollups, in its order. */
async function countPieces(engine: Engine, plan: ReadPlan, selection: CallSelection): Promise<number[]> {
  const rows = await readRows(engine, {
    select: { piece: count("t.piece"), calls: callsCount(plan.rows) },
    ...sourceRows(plan, selection),
    groupBy: ["piece"],
    orderBy: [],
    limit: null,
  });
  const byPiece = new Map(rows.map(({ piece, calls }) => [piece, calls]));
  return plan.pieces.map((_, i) => byPiece.get(i) ?? 0);
}
