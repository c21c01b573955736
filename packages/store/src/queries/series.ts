import { callFilter } from "../call-filter.ts";
import type { Engine } from "../engine.ts";
import { callsCount } from "../measures.ts";
import { planSeries, sourceOf, type ReadPlan } from "../planner.ts";
import { pointStart } from "../row-times.ts";
import { count, name, readRows, type Condition, type SelectQuery } from "../select-query.ts";
import { readFacts } from "../store-facts.ts";
import type { Grouping, SeriesPoint, SeriesQuestion, SeriesResult } from "../store.ts";
import { SERIES_METRICS, type PointKey } from "./series-metric.ts";

interface GroupRow {
  readonly group: string | null;
  readonly calls: number;
  readonly groups: number;
}

/** A metric over time, in whole steps since 1970; with `by`, the groups with the most calls. */
export async function readSeries(engine: Engine, question: SeriesQuestion): Promise<SeriesResult> {
  const facts = await readFacts(engine, question, question.now);
  const plan = planSeries(question, question.by, question.step, facts);
  const groups = question.by === null ? null : await readGroups(engine, question, question.by, plan);
  const points = await readPoints(engine, question, plan, groups);
  const all = groups?.[0]?.groups ?? Math.min(points.length, 1);
  return { points, groups: { shown: groups?.length ?? all, all }, source: sourceOf(plan) };
}

async function readGroups(
  engine: Engine,
  question: SeriesQuestion,
  by: Grouping,
  plan: ReadPlan,
): Promise<GroupRow[]> {
  return readRows(engine, groupsQuery(question, by, plan));
}

export function groupsQuery(question: SeriesQuestion, by: Grouping, plan: ReadPlan): SelectQuery<GroupRow> {
  return {
    // The window counts the groups before the limit cuts them.
    select: { group: name(`t.${by}`), calls: callsCount(plan.table), groups: count("count() OVER ()") },
    from: plan.table.name,
    where: callFilter(question, plan),
    groupBy: ["group"],
    orderBy: [
      { by: "calls", descending: true },
      { by: "group", descending: false },
    ],
    limit: question.top,
  };
}

async function readPoints(
  engine: Engine,
  question: SeriesQuestion,
  plan: ReadPlan,
  groups: readonly GroupRow[] | null,
): Promise<SeriesPoint[]> {
  const step = plan.stepMs ?? plan.table.bucketMs;
  const base = pointsQuery(question, plan, step, groups);
  const points = await SERIES_METRICS[question.metric].read(engine, base, plan.table);
  return points.map((point) => ({ ...point, partial: isPartial(point.time, step, plan, question.now) }));
}

export function pointsQuery(
  question: SeriesQuestion,
  plan: ReadPlan,
  step: number,
  groups: readonly GroupRow[] | null,
): SelectQuery<PointKey> {
  const { by } = question;
  return {
    select: { time: pointStart(plan.table, step), group: name(by === null ? "''" : `t.${by}`) },
    from: plan.table.name,
    where: [...callFilter(question, plan), ...groupCondition(by, groups)],
    groupBy: ["time", "group"],
    orderBy: [
      { by: "time", descending: false },
      { by: "group", descending: false },
    ],
    limit: null,
  };
}

function groupCondition(by: Grouping | null, groups: readonly GroupRow[] | null): Condition[] {
  if (by === null || groups === null) return [];
  return [{ kind: "among", column: `t.${by}`, values: groups.map(({ group }) => group ?? "") }];
}

/** Cut by the range that was read, or still filling. */
function isPartial(time: number, step: number, { from, to }: ReadPlan, now: number): boolean {
  return time < from || time + step > to || time + step > now;
}
