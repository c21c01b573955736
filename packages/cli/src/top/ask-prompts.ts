import type { PromptRow, PromptsAnswer } from "@promptprof/server/contract";
import { ask, type Parameters } from "../connection/ask.ts";
import type { Connection } from "../connection/connection.ts";
import { measuresOf } from "./measures-of.ts";
import type { TopRow, TopRows } from "./top-answer.ts";
import type { AskedRange } from "./time-range.ts";
import type { TopQuestion } from "./top-question.ts";

/** A row for each prompt, and for each model whose calls name no prompt. */
export async function askPrompts(connection: Connection, selected: Parameters): Promise<TopRows> {
  const { prompts } = await ask<PromptsAnswer>(connection, "/api/v1/prompts", selected);
  return { rows: prompts.map(topRow), all: prompts.length };
}

/** When the first of the selected calls began, epoch ms; null when there is none. */
export async function firstCallTime(
  connection: Connection,
  { to }: AskedRange,
  selection: TopQuestion["selection"],
): Promise<number | null> {
  const { prompts } = await ask<PromptsAnswer>(connection, "/api/v1/prompts", { ...selection, from: 0, to });
  const first = Math.min(...prompts.map((row) => Date.parse(row.firstSeen)));
  return Number.isFinite(first) ? first : null;
}

function topRow(row: PromptRow): TopRow {
  return {
    kind: row.prompt === null ? "model" : "prompt",
    name: row.prompt ?? row.model,
    lastVersion: row.lastVersion,
    ...measuresOf(row),
    trendP95Ms: row.trend.p95Ms,
  };
}
