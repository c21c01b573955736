import { choosePlan, type Asking } from "../choose-plan.ts";
import { measureColumns, measuresOf, type MeasureRow } from "../measures.ts";
import { sourceRows } from "../plan-source.ts";
import { sourceOf, type ReadPlan } from "../planner.ts";
import { firstStart, lastStart } from "../row-times.ts";
import { readRows, type SelectQuery } from "../select-query.ts";
import type { CallSelection, PromptsQuestion, PromptsResult, PromptSummary } from "../store.ts";
import { PROMPT_KEY, promptKeyText, type PromptKey } from "./prompt-key.ts";
import { readPromptTrends } from "./prompt-trends.ts";
import { readVersionsOfPrompts } from "./versions-of-prompts.ts";

type PromptRow = PromptKey & MeasureRow & { readonly first_seen: number; readonly last_seen: number };

/** Prompts, and models where calls have no prompt; most costly first, then most called. */
export async function readPrompts(asking: Asking, question: PromptsQuestion): Promise<PromptsResult> {
  const plan = await choosePlan(asking, { selection: question, by: "prompt", stepMs: null });
  const [rows, versions, trends] = await Promise.all([
    readRows(asking.engine, promptsQuery(question, plan)),
    readVersionsOfPrompts(asking, question, plan),
    readPromptTrends(asking, question, plan),
  ]);
  const prompts = rows.map((row) => ({ ...summaryOf(row), ...versions.of(row), trend: trends.of(row) }));
  return { prompts: prompts.toSorted(mostCostlyFirst), source: sourceOf(plan) };
}

export function promptsQuery(selection: CallSelection, plan: ReadPlan): SelectQuery<PromptRow> {
  const rows = plan.rows;
  return {
    select: {
      ...PROMPT_KEY,
      first_seen: firstStart(rows),
      last_seen: lastStart(rows),
      ...measureColumns(rows),
    },
    ...sourceRows(plan, selection),
    groupBy: ["prompt", "model"],
    orderBy: [],
    limit: null,
  };
}

function summaryOf(row: PromptRow): Omit<PromptSummary, "versions" | "lastVersion" | "trend"> {
  return {
    prompt: row.prompt,
    model: row.model,
    firstSeen: row.first_seen,
    lastSeen: row.last_seen,
    ...measuresOf(row),
  };
}

function mostCostlyFirst(a: PromptSummary, b: PromptSummary): number {
  const byCost = b.costNanoUsd.total - a.costNanoUsd.total;
  return byCost || b.calls - a.calls || promptKeyText(a).localeCompare(promptKeyText(b));
}
