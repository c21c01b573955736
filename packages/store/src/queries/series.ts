import { choosePlan, type Asking } from "../choose-plan.ts";
import type { Engine } from "../engine.ts";
import { callsCount } from "../measures.ts";
import { sourceRows } from "../plan-source.ts";
import { sourceOf, type ReadPlan } from "../planner.ts";
import { pointStart } from "../row-times.ts";
import { count, label, readRows, type Fragment, type SelectQuery } from "../select-query.ts";
import type { Grouping, SeriesPoint, SeriesQuestion, SeriesResult } from "../store.ts";
import { SERIES_METRICS, type PointKey } from "./series-metric.ts";

interface GroupRow {
  readonly group: string | null;
  readonly calls: number;
  readonly groups: number;
}

/** A metric over time, in whole steps since 1970; with `by`, the groups that have the most calls. */
export async function readSeries(asking: Asking, question: SeriesQuestion): Promise<SeriesResult> {
  const { by, step: stepMs } = question;
  const { engine } = asking;
  const plan = await choosePlan(asking, { selection: question, by, stepMs });
  const groups = by === null ? null : await readRows(engine, groupsQuery(question, by, plan));
  const points = await readPoints(engine, question, plan, groups);
  const alone = points.length > 0 ? 1 : 0;
  const shown = groups?.length ?? alone;
  return { points, groups: { shown, all: groups?.[0]?.groups ?? shown }, source: sourceOf(plan) };
}

export function groupsQuery(question: SeriesQuestion, by: Grouping, plan: ReadPlan): SelectQuery<GroupRow> {
  return {
    select: {
      group: label(`t.${by}`),
      calls: callsCount(plan.rows),
      // A window is computed before the limit cuts: it counts all groups.
      groups: count("count() OVER ()"),
    },
    ...sourceRows(plan, question),
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
  const step = plan.stepMs ?? question.step;
  const base = pointsQuery(question, plan, step, groups);
  const points = await SERIES_METRICS[question.metric].read(engine, base, plan.rows);
  return points.map((point) => ({ ...point, partial: isPartial(point.time, step, plan, question.now) }));
}

export function pointsQuery(
  question: SeriesQuestion,
  plan: ReadPlan,
  step: number,
  groups: readonly Pick<GroupRow, "group">[] | null,
): SelectQuery<PointKey> {
  const { by } = question;
  const { from, where } = sourceRows(plan, question);
  return {
    select: { time: pointStart(plan.rows, step), group: label(by === null ? "''" : `t.${by}`) },
    from,
    where: [...where, ...groupCondition(by, groups)],
    groupBy: ["time", "group"],
    orderBy: [
      { by: "time", descending: false },
      { by: "group", descending: false },
    ],
    limit: null,
  };
}

function groupCondition(by: Grouping | null, groups: readonly Pick<GroupRow, "group">[] | null): Fragment[] {
  if (by === null || groups === null) return [];
  const names = groups.map(({ group }) => group ?? "");
  return [{ sql: `t.${by} IN {groups:Array(String)}`, parameters: { groups: names } }];
}

/** Cut by the range that was read, or still filling. */
function isPartial(time: number, step: number, { from, to }: ReadPlan, now: number): boolean {
  return time < from || time + step > to || time + step > now;
}
