import { groupBy } from "@promptprof/model";
import { choosePlan, type Asking } from "../choose-plan.ts";
import { callsCount, milliseconds, quantilesOf, type QuantileCells } from "../measures.ts";
import { sourceRows } from "../plan-source.ts";
import type { ReadPlan } from "../planner.ts";
import { pointStart } from "../row-times.ts";
import { readRows, type SelectQuery } from "../select-query.ts";
import type { CallSelection, PromptsQuestion, PromptSummary } from "../store.ts";
import { ROLLUPS, MINUTE } from "../tables.ts";
import { PROMPT_KEY, promptKeyText, type PromptKey } from "./prompt-key.ts";

type Trend = PromptSummary["trend"];

type TrendRow = PromptKey & {
  readonly time: number;
  readonly calls: number;
  readonly duration: QuantileCells;
};

/** Small trends of all prompts of a range, read in one query. */
export interface PromptTrends {
  of(key: PromptKey): Trend;
}

/** `plan` is how the sums of the same question are read; the trends follow it. */
export async function readPromptTrends(
  asking: Asking,
  question: PromptsQuestion,
  plan: ReadPlan,
): Promise<PromptTrends> {
  const points = trendPoints(plan, question.trendPoints);
  const asked = { selection: question, by: "prompt", stepMs: points.step } as const;
  const read = plan.rows === "calls" ? plan : await choosePlan(asking, asked);
  const rows = await readRows(asking.engine, trendQuery(question, read, points));
  const byKey = groupBy(rows, promptKeyText);
  return { of: (key) => trendOf(points, byKey.get(promptKeyText(key)) ?? []) };
}

/** Equal steps that cover the range: `count` of them, from `origin` on. */
export interface TrendPoints {
  readonly origin: number;
  readonly step: number;
  readonly count: number;
}

/**
 * At most `wanted` points. Single calls are cut where the range begins; buckets only nest in steps that begin at
 * whole multiples of the step since 1970, so there the first and the last point may reach beyond the range.
 */
export function trendPoints({ rows, from, to }: ReadPlan, wanted: number): TrendPoints {
  const ideal = Math.max(1, Math.ceil((to - from) / wanted));
  if (rows === "calls") return { origin: from, step: ideal, count: Math.ceil((to - from) / ideal) };
  const bucket = ROLLUPS.find(({ bucketMs }) => bucketMs <= ideal)?.bucketMs ?? MINUTE.bucketMs;
  for (let step = Math.ceil(ideal / bucket) * bucket; ; step += bucket) {
    const origin = Math.floor(from / step) * step;
    const count = Math.ceil((to - origin) / step);
    if (count <= wanted) return { origin, step, count };
  }
}

export function trendQuery(
  selection: CallSelection,
  plan: ReadPlan,
  points: TrendPoints,
): SelectQuery<TrendRow> {
  const rows = plan.rows;
  return {
    select: {
      ...PROMPT_KEY,
      time: pointStart(rows, points.step, points.origin),
      calls: callsCount(rows),
      duration: quantilesOf("duration", rows),
    },
    ...sourceRows(plan, selection),
    groupBy: ["prompt", "model", "time"],
    orderBy: [],
    limit: null,
  };
}

function trendOf({ origin, step, count }: TrendPoints, rows: readonly TrendRow[]): Trend {
  const byTime = new Map(rows.map((row) => [row.time, row]));
  const points = Array.from({ length: count }, (_, i) => byTime.get(origin + i * step));
  return {
    step,
    calls: points.map((point) => point?.calls ?? 0),
    p95Ms: points.map((point) => milliseconds(point?.duration[1] ?? null)),
  };
}
