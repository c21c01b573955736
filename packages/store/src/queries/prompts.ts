import { callFilter } from "../call-filter.ts";
import type { Engine } from "../engine.ts";
import {
  callsCount,
  measureColumns,
  measuresOf,
  milliseconds,
  quantilesOf,
  type MeasureRow,
  type QuantileCells,
} from "../measures.ts";
import { planRange, sourceOf, type ReadPlan } from "../planner.ts";
import { firstStart, lastStart, lastStartOfRow, pointIndex } from "../row-times.ts";
import { count, name, readRows, type SelectQuery } from "../select-query.ts";
import { readFacts } from "../store-facts.ts";
import type { CallSelection, PromptsQuestion, PromptsResult, PromptSummary } from "../store.ts";

interface PromptKey {
  readonly prompt: string | null;
  readonly model: string | null;
}

type PromptRow = PromptKey &
  MeasureRow & {
    readonly versions: number;
    readonly last_version: string | null;
    readonly first_seen: number;
    readonly last_seen: number;
  };

type TrendRow = PromptKey & {
  readonly point: number;
  readonly calls: number;
  readonly duration: QuantileCells;
};

/** Prompts, and models where calls have no prompt; most costly first, then most called. */
export async function readPrompts(
  engine: Engine,
  question: PromptsQuestion,
  now: number,
): Promise<PromptsResult> {
  const plan = planRange(question, "prompt", await readFacts(engine, question, now));
  const trend = trendOf(plan, question.trendPoints);
  const [rows, points] = await Promise.all([
    readRows(engine, promptsQuery(question, plan)),
    readRows(engine, trendQuery(question, plan, trend.step)),
  ]);
  const pointsByKey = groupByKey(points);
  const prompts = rows.map((row) => summaryOf(row, trend, pointsByKey.get(keyOf(row)) ?? []));
  return { prompts: prompts.toSorted(mostCostlyFirst), source: sourceOf(plan) };
}

interface Trend {
  readonly step: number;
  readonly points: number;
}

/** At most `trendPoints` equal steps from the start of the range, each whole buckets of the table. */
function trendOf({ table, from, to }: ReadPlan, trendPoints: number): Trend {
  const buckets = Math.ceil((to - from) / table.bucketMs / trendPoints);
  const step = Math.max(1, buckets) * table.bucketMs;
  return { step, points: Math.ceil((to - from) / step) };
}

const KEY = { prompt: name("t.prompt"), model: name("if(t.prompt = '', t.model, '')") };

export function promptsQuery(selection: CallSelection, plan: ReadPlan): SelectQuery<PromptRow> {
  const last = lastStartOfRow(plan.table);
  return {
    select: {
      ...KEY,
      versions: count("uniqExactIf(t.version, t.version != '')"),
      last_version: name(`argMaxIf(t.version, ${last}, t.version != '')`),
      first_seen: firstStart(plan.table),
      last_seen: lastStart(plan.table),
      ...measureColumns(plan.table),
    },
    from: plan.table.name,
    where: callFilter(selection, plan),
    groupBy: ["prompt", "model"],
    orderBy: [],
    limit: null,
  };
}

export function trendQuery(selection: CallSelection, plan: ReadPlan, step: number): SelectQuery<TrendRow> {
  return {
    select: {
      ...KEY,
      point: pointIndex(plan.table, plan.from, step),
      calls: callsCount(plan.table),
      duration: quantilesOf("duration", plan.table),
    },
    from: plan.table.name,
    where: callFilter(selection, plan),
    groupBy: ["prompt", "model", "point"],
    orderBy: [],
    limit: null,
  };
}

function summaryOf(row: PromptRow, { step, points }: Trend, found: readonly TrendRow[]): PromptSummary {
  const byPoint = new Map(found.map((one) => [one.point, one]));
  const each = Array.from({ length: points }, (_, point) => byPoint.get(point));
  return {
    prompt: row.prompt,
    model: row.model,
    versions: row.versions,
    lastVersion: row.last_version,
    firstSeen: row.first_seen,
    lastSeen: row.last_seen,
    trend: {
      step,
      calls: each.map((one) => one?.calls ?? 0),
      p95Ms: each.map((one) => milliseconds(one?.duration[1] ?? null)),
    },
    ...measuresOf(row),
  };
}

function groupByKey(points: readonly TrendRow[]): Map<string, TrendRow[]> {
  const groups = new Map<string, TrendRow[]>();
  for (const point of points) {
    const group = groups.get(keyOf(point));
    if (group === undefined) groups.set(keyOf(point), [point]);
    else group.push(point);
  }
  return groups;
}

function keyOf({ prompt, model }: PromptKey): string {
  return JSON.stringify([prompt, model]);
}

function mostCostlyFirst(a: PromptSummary, b: PromptSummary): number {
  return b.costNanoUsd.total - a.costNanoUsd.total || b.calls - a.calls || keyOf(a).localeCompare(keyOf(b));
}
