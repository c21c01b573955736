import { textCell } from "../cell-codec.ts";
import type { Engine } from "../engine.ts";
import { count, label, readRows, type Fragment } from "../select-query.ts";
import type { TimeRange, UnpricedGroup, UnpricedQuestion, UnpricedResult } from "../store.ts";
import { HOUR_MS } from "../tables.ts";
import { bucketsWithin } from "../time-conditions.ts";

export async function readUnpriced(engine: Engine, question: UnpricedQuestion): Promise<UnpricedResult> {
  const range = wholeHours(question);
  const groups = await readRows<UnpricedGroup>(engine, {
    select: {
      reason: { sql: "t.reason", decode: textCell },
      provider: label("t.provider"),
      model: label("t.model"),
      calls: count("sum(t.calls)"),
      callsWithoutTokens: count("sum(t.without_tokens)"),
      inputTokens: count("sum(t.input_tokens)"),
      outputTokens: count("sum(t.output_tokens)"),
    },
    from: { sql: "unpriced_hour" },
    where: [bucketsWithin(0, range), ...ofProject(question)],
    groupBy: ["reason", "provider", "model"],
    orderBy: [
      { by: "sum(t.input_tokens) + sum(t.output_tokens)", descending: true },
      { by: "calls", descending: true },
      { by: "model", descending: false },
    ],
    limit: null,
  });
  // What a correction has priced since adds up to nothing.
  return { groups: groups.filter(({ calls }) => calls > 0), ...range };
}

function ofProject({ project }: UnpricedQuestion): Fragment[] {
  return project === undefined ? [] : [{ sql: "t.project = {project:String}", parameters: { project } }];
}

function wholeHours({ from, to }: TimeRange): TimeRange {
  return { from: Math.floor(from / HOUR_MS) * HOUR_MS, to: Math.ceil(to / HOUR_MS) * HOUR_MS };
}
