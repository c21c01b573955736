import type { AmountName } from "../../amounts.ts";
import { Claims } from "../claims.ts";
import type { ExplainContext, ExplainRule, Section } from "../explain-context.ts";

const SEEN_IN: readonly AmountName[] = ["inputTokens", "outputTokens", "costNanoUsd"];

/** Days differ and their sum does not: the same usage lies on another day. */
export const dayBoundary: ExplainRule = (context) => {
  const claims = new Claims();
  for (const section of context.sections.filter((each) => isMoved(each, context))) {
    for (const cell of section.cells) claims.add(cell, context.balance.claimAll(cell));
  }
  return claims.explained(
    "day_boundary",
    "likely",
    "single days differ, the sum over the days does not: the same usage lies on another day",
    "days are cut at midnight UTC here, and a call counts on the day it starts; look whether the invoice's days are UTC",
  );
};

function isMoved({ cells, invoice }: Section, { balance, tolerance }: ExplainContext): boolean {
  const moved = SEEN_IN.filter((name) => {
    const allowed = tolerance * Math.abs(invoice[name] ?? 0);
    const apart = cells.reduce((sum, cell) => sum + Math.abs(balance.left(cell)[name] ?? 0), 0);
    return apart > allowed && Math.abs(balance.leftOf(cells, name)) <= allowed;
  });
  const differs = SEEN_IN.some(
    (name) => Math.abs(balance.leftOf(cells, name)) > tolerance * Math.abs(invoice[name] ?? 0),
  );
  return moved.length > 0 && !differs;
}
