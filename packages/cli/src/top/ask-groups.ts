import type { Grouping, SeriesAnswer, TotalsAnswer } from "@promptprof/server/contract";
import { ask, type Parameters } from "../connection/ask.ts";
import type { Connection } from "../connection/connection.ts";
import { askTrends, GROUPS_MAX } from "./ask-trends.ts";
import type { TopRow, TopRows } from "./top-answer.ts";

/** The engine answers a few questions at a time; more at once would only wait in its queue. */
const QUESTIONS_AT_ONCE = 4;

/**
 * A row for each model, team, service or environment: the groups from a series, then the totals of each, because
 * only totals hold quantiles of the whole range. The 50 groups with the most calls; `all` counts the rest too.
 */
export async function askGroups(
  connection: Connection,
  by: Grouping,
  selected: Parameters,
): Promise<TopRows> {
  const question = { ...selected, metric: "calls", by, top: GROUPS_MAX };
  const [series, trends] = await Promise.all([
    ask<SeriesAnswer>(connection, "/api/v1/series", question),
    askTrends(connection, selected, by),
  ]);
  const groups = [...new Set(series.points.map((point) => point.group))];
  const rows: TopRow[] = [];
  for (let first = 0; first < groups.length; first += QUESTIONS_AT_ONCE) {
    const some = groups.slice(first, first + QUESTIONS_AT_ONCE);
    rows.push(...(await Promise.all(some.map((name) => askGroup(connection, by, name, selected, trends)))));
  }
  return { rows, all: series.groups.all };
}

async function askGroup(
  connection: Connection,
  by: Grouping,
  name: string | null,
  selected: Parameters,
  trends: ReadonlyMap<string | null, TopRow["trendP95Ms"]>,
): Promise<TopRow> {
  // In a question the empty string means "has none".
  const { current } = await ask<TotalsAnswer>(connection, "/api/v1/totals", {
    ...selected,
    [by]: name ?? "",
  });
  return { kind: by, name, lastVersion: null, ...current, trendP95Ms: trends.get(name) ?? [] };
}
