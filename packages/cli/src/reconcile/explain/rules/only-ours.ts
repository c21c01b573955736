import { groupBy } from "@promptprof/model";
import type { Cell } from "../../compare/cell.ts";
import { Claims } from "../claims.ts";
import type { ExplainContext, ExplainRule } from "../explain-context.ts";
import type { Cause, Explanation } from "../explanation.ts";

const ANOTHER_ACCOUNT =
  "these calls may be billed elsewhere: another organisation, a gateway, a cloud's own invoice; narrow down with --service, --team or --environment";

/** We have calls where the invoice has nothing: the day, the key or the model, in this order. */
export const onlyOurs: ExplainRule = (context) => {
  const ours = context.cells.filter(({ isInvoiced, ourRow }) => !isInvoiced && ourRow !== null);
  const invoiceDays = new Set(context.cells.flatMap(({ day, isInvoiced }) => (isInvoiced ? day : [])));
  const invoiceKeys = new Set(context.cells.flatMap(({ key, isInvoiced }) => (isInvoiced ? [key] : [])));
  const causeOf = ({ day, key, group }: Cell): Cause => {
    if (!invoiceDays.has(day)) return "day_only_ours";
    if (context.byKey && !invoiceKeys.has(key)) return "key_only_ours";
    return group.invoice.length === 0 ? "model_only_ours" : "model_day_only_ours";
  };
  const subjects = groupBy(ours, (cell) => JSON.stringify([causeOf(cell), subjectOf(causeOf(cell), cell)]));
  return [...subjects.values()].flatMap((cells) => explained(cells, causeOf, context));
};

function subjectOf(cause: Cause, { key, group }: Cell): string | null {
  if (cause === "day_only_ours") return null;
  return cause === "key_only_ours" ? key : group.name;
}

function explained(
  cells: readonly Cell[],
  causeOf: (cell: Cell) => Cause,
  { balance }: ExplainContext,
): Explanation[] {
  const [first] = cells;
  if (first === undefined) return [];
  const claims = new Claims();
  for (const cell of cells) claims.add(cell, balance.claimAll(cell));
  const cause = causeOf(first);
  const name = first.group.name ?? "without a model";
  if (cause === "day_only_ours") {
    const advice =
      "providers report late, up to a day or more: take a newer export; else these calls are billed elsewhere";
    return claims.explained(
      cause,
      "shown",
      "the invoice has nothing on days on which promptprof has calls",
      advice,
    );
  }
  if (cause === "key_only_ours") {
    const key = first.key === null ? "no key" : JSON.stringify(first.key);
    const advice = "if the invoice names this key in another way, say --key-name THEIRS=OURS";
    return claims.explained(
      cause,
      "shown",
      `calls here have ${key}, and no line of the invoice does`,
      advice,
    );
  }
  if (cause === "model_only_ours")
    return claims.explained(
      cause,
      "shown",
      `calls here name ${name}, and no line of the invoice does`,
      ANOTHER_ACCOUNT,
    );
  const facts = `the invoice has other models on these days, and ${name} on other days`;
  return claims.explained(cause, "shown", facts, ANOTHER_ACCOUNT);
}
