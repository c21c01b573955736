import type { LedgerAnswer, TotalsAnswer } from "@promptprof/server/contract";
import { ask, type Parameters } from "../connection/ask.ts";
import type { Connection } from "../connection/connection.ts";
import { askPrompts, firstCallTime } from "./ask-prompts.ts";
import { askGroups } from "./ask-groups.ts";
import { askTrends } from "./ask-trends.ts";
import { askVersions } from "./ask-versions.ts";
import { sortRows } from "./sort-rows.ts";
import type { TopAnswer, TopRows } from "./top-answer.ts";
import type { TopQuestion } from "./top-question.ts";

/** Asks the server everything that the table shows. */
export async function askTop(connection: Connection, question: TopQuestion): Promise<TopAnswer> {
  const { to } = question.range;
  const from =
    question.range.from ??
    (await firstCallTime(connection, question.range, question.selection)) ??
    to - 86_400_000;
  const selected = { ...question.selection, from, to };
  const [{ rows, all }, totals, ledger, trends] = await Promise.all([
    askRows(connection, question, selected),
    ask<TotalsAnswer>(connection, "/api/v1/totals", selected),
    ask<LedgerAnswer>(connection, "/api/v1/ledger", { from: 0, to: to + 1 }),
    askTrends(connection, selected, null),
  ]);
  const shown = sortRows(rows, question.sort).slice(0, question.limit);
  return {
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    by: question.by,
    sort: question.sort,
    rows: shown,
    groups: { shown: shown.length, all },
    total: totals.current,
    totalTrendP95Ms: trends.get(null) ?? [],
    source: totals.source,
    ledger,
  };
}

function askRows(connection: Connection, { by }: TopQuestion, selected: Parameters): Promise<TopRows> {
  if (by === "prompt") return askPrompts(connection, selected);
  if (by === "version") return askVersions(connection, selected);
  return askGroups(connection, by, selected);
}
