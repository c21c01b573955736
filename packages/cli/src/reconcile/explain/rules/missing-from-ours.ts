import { groupBy } from "@promptprof/model";
import { formatCount } from "@promptprof/model/format";
import type { Cell } from "../../compare/cell.ts";
import { Claims } from "../claims.ts";
import type { ExplainContext, ExplainRule } from "../explain-context.ts";
import type { Explanation } from "../explanation.ts";

/** The invoice has something where we have no call at all: the day, the key or the model, in this order. */
export const missingFromOurs: ExplainRule = (context) => {
  const missing = context.cells.filter(({ isInvoiced, ourRow }) => isInvoiced && ourRow === null);
  const ourDays = new Set(context.cells.flatMap(({ day, ourRow }) => (ourRow === null ? [] : day)));
  const ourKeys = new Set(context.cells.flatMap(({ key, ourRow }) => (ourRow === null ? [] : [key])));
  const noDay = missing.filter(({ day }) => !ourDays.has(day));
  const rest = missing.filter(({ day }) => ourDays.has(day));
  const noKey = rest.filter(({ key }) => context.byKey && !ourKeys.has(key));
  const known = rest.filter(({ key }) => !context.byKey || ourKeys.has(key));
  const noModel = known.filter(({ group }) => group.ours.length === 0);
  const noModelThen = known.filter(({ group }) => group.ours.length > 0);
  return [
    ...missingDays(noDay, context),
    ...each(noKey, ({ key }) => key ?? "", missingKey, context),
    ...each(noModel, ({ group }) => group.name ?? "", missingModel, context),
    ...each(noModelThen, ({ group }) => group.name ?? "", missingModelDays, context),
  ];
};

function each(
  cells: readonly Cell[],
  nameOf: (cell: Cell) => string,
  explain: (claims: Claims, name: string, context: ExplainContext) => Explanation[],
  context: ExplainContext,
): Explanation[] {
  return [...groupBy(cells, nameOf)].flatMap(([name, some]) =>
    explain(claimed(some, context), name, context),
  );
}

function claimed(cells: readonly Cell[], { balance }: ExplainContext): Claims {
  const claims = new Claims();
  for (const cell of cells) claims.add(cell, balance.claimAll(cell));
  return claims;
}

function missingDays(cells: readonly Cell[], context: ExplainContext): Explanation[] {
  const claims = claimed(cells, context);
  const days = claims.days.length;
  return claims.explained(
    "missing_day",
    "shown",
    `the invoice has usage on ${days === 1 ? "a day" : `${formatCount(days)} days`} of which promptprof has no call at all`,
    "find out whether promptprof or the exporters were off then; calls that are logged elsewhere come in with promptprof import",
  );
}

function missingKey(claims: Claims, key: string): Explanation[] {
  return claims.explained(
    "missing_key",
    "shown",
    `no call here has ${key === "" ? "no key" : JSON.stringify(key)} in the field that is compared as key`,
    `if it is known here under another name, say --key-name ${JSON.stringify(key)}=OURS; else find the client that uses this key and instrument it`,
  );
}

function missingModel(claims: Claims, name: string, { cells }: ExplainContext): Explanation[] {
  const unmatched = new Set(cells.flatMap(({ group }) => (group.invoice.length === 0 ? group.ours : [])));
  const others = [...unmatched].map((model) => model ?? "(no model)").join(", ");
  return claims.explained(
    "missing_model",
    "shown",
    `no call here names ${name === "" ? "no model" : name}${others === "" ? "" : `; models of ours without a counterpart: ${others}`}`,
    `if it is known here under another name, say --model-name ${JSON.stringify(name)}=OURS; else find the client that calls it and instrument it`,
  );
}

function missingModelDays(claims: Claims, name: string): Explanation[] {
  return claims.explained(
    "missing_model_day",
    "shown",
    `calls of other models arrived on these days, none of ${name}`,
    "find out whether the exporter of one service was off, or a client that is not instrumented called it",
  );
}
