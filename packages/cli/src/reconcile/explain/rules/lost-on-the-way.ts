import { withReasons } from "../../../format/ledger.ts";
import { formatCount } from "@promptprof/model/format";
import { AMOUNT_NAMES, type AmountName } from "../../amounts.ts";
import type { Cell } from "../../compare/cell.ts";
import type { ExplainRule } from "../explain-context.ts";

/**
 * The ledger tells of spans that did not become calls: a hint where something is missing, beside whatever else accounts
 * for it, since nobody knows their tokens.
 */
export const lostOnTheWay: ExplainRule = ({ cells, tolerance, statement, ledger }) => {
  const rejected = Object.values(ledger.rejected).reduce((sum, n) => sum + n, 0);
  if (!isMissing(cells, tolerance, statement.states) || rejected + ledger.clientDrops + ledger.waiting === 0)
    return [];
  const parts = [
    ...(rejected > 0 ? [`spans rejected ${withReasons(ledger.rejected)}`] : []),
    ...(ledger.clientDrops > 0 ? [`dropped by clients ${formatCount(ledger.clientDrops)}`] : []),
    ...(ledger.waiting > 0 ? [`not settled yet ${formatCount(ledger.waiting)}`] : []),
    ...(ledger.duplicate > 0 ? [`arrived again and counted once ${formatCount(ledger.duplicate)}`] : []),
  ];
  return [
    {
      cause: "lost_on_the_way",
      certainty: "possible",
      models: [],
      days: [],
      amounts: {},
      facts: `the ledger of what was received in this time has: ${parts.join(", ")}`,
      advice:
        "put the reasons right (promptprof doctor); a larger export queue loses less; ask again in a minute for what is not settled",
    },
  ];
};

/** Beyond the tolerance of what the invoice states; costs alone may be missing for want of a price. */
function isMissing(cells: readonly Cell[], tolerance: number, states: ReadonlySet<AmountName>): boolean {
  const looked = AMOUNT_NAMES.filter((name) => name !== "costNanoUsd" || !states.has("inputTokens"));
  return looked.some((name) => {
    const missing = cells.reduce((sum, { gap }) => sum + Math.max(0, -(gap[name] ?? 0)), 0);
    const stated = cells.reduce((sum, { invoice }) => sum + Math.abs(invoice[name] ?? 0), 0);
    return missing > tolerance * stated;
  });
}
