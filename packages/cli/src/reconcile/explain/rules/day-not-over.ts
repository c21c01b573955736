import { Claims } from "../claims.ts";
import type { ExplainRule } from "../explain-context.ts";

/** Both sides still grow today, and the provider's side is behind. */
export const dayNotOver: ExplainRule = ({ cells, balance, today }) => {
  const claims = new Claims();
  for (const cell of cells.filter(({ day }) => day >= today)) claims.add(cell, balance.claimAll(cell));
  return claims.explained(
    "day_not_over",
    "shown",
    "this UTC day is not over: calls go on and providers report later than promptprof",
    `compare finished days: --to ${today}`,
  );
};
