import type { CallsAnswer } from "@promptprof/server/contract";
import { ask, type Parameters } from "../connection/ask.ts";
import type { Connection } from "../connection/connection.ts";
import { askGroups } from "../top/ask-groups.ts";
import type { TopRow } from "../top/top-answer.ts";
import type { UnpricedModel } from "./unpriced-model.ts";

/** So many of a model's latest calls are looked at for the reason; one of them is enough. */
const CALLS_LOOKED_AT = 200;

/** The models with unpriced calls, most of them first. */
export async function askUnpricedModels(
  connection: Connection,
  selected: Parameters,
): Promise<UnpricedModel[]> {
  const { rows } = await askGroups(connection, "model", selected);
  const models: UnpricedModel[] = [];
  for (const row of rows.filter(({ unpricedCalls }) => unpricedCalls > 0)) {
    models.push(await unpricedModel(connection, selected, row));
  }
  return models.toSorted((a, b) => b.unpricedCalls - a.unpricedCalls);
}

async function unpricedModel(
  connection: Connection,
  selected: Parameters,
  row: TopRow,
): Promise<UnpricedModel> {
  const question = { ...selected, model: row.name ?? "", limit: CALLS_LOOKED_AT };
  const { calls } = await ask<CallsAnswer>(connection, "/api/v1/calls", question);
  const unpriced = calls.filter(({ pricing }) => pricing.status === "unpriced");
  return {
    model: row.name,
    calls: row.calls,
    unpricedCalls: row.unpricedCalls,
    inputTokens: row.tokens.input,
    outputTokens: row.tokens.output,
    reasons: [...new Set(unpriced.flatMap(({ pricing }) => pricing.reason ?? []))],
  };
}
