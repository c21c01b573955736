import type { Grouping, SeriesAnswer } from "@promptprof/server/contract";
import { ask, type Parameters } from "../connection/ask.ts";
import type { Connection } from "../connection/connection.ts";

/** As many groups as one series may have. */
export const GROUPS_MAX = 50;
/** Buckets of a trend, about; the store keeps steps of its own. */
const TREND_POINTS = 24;

/** p95 latency over time of each group (key null without `by`), a bucket without calls being null. */
export async function askTrends(
  connection: Connection,
  selected: Parameters,
  by: Grouping | null,
): Promise<Map<string | null, (number | null)[]>> {
  const step = Math.max(1000, Math.ceil((Number(selected["to"]) - Number(selected["from"])) / TREND_POINTS));
  const question = { ...selected, metric: "durationMs", step, by, top: by === null ? null : GROUPS_MAX };
  return trendsOf(await ask<SeriesAnswer>(connection, "/api/v1/series", question));
}

function trendsOf({ points, source }: SeriesAnswer): Map<string | null, (number | null)[]> {
  const first = Date.parse(source.from);
  const length = Math.max(1, Math.round((Date.parse(source.to) - first) / source.step));
  const trends = new Map<string | null, (number | null)[]>();
  for (const { time, group, values } of points) {
    const trend = trends.get(group) ?? Array<number | null>(length).fill(null);
    trend[Math.round((Date.parse(time) - first) / source.step)] = values["p95"] ?? null;
    trends.set(group, trend);
  }
  return trends;
}
