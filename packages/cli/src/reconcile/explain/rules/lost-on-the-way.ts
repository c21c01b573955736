import { withReasons } from "../../../format/ledger.ts";
import { formatCount } from "../../../format/tokens.ts";
import type { ExplainRule } from "../explain-context.ts";

/** The ledger tells of spans that did not become calls: a hint where something is missing, since their tokens are not known. */
export const lostOnTheWay: ExplainRule = ({ cells, balance, ledger }) => {
  const isMissing = cells.some((cell) => Object.values(balance.left(cell)).some((left) => left < 0));
  const rejected = Object.values(ledger.rejected).reduce((sum, n) => sum + n, 0);
  if (!isMissing || rejected + ledger.clientDrops + ledger.waiting === 0) return [];
  const parts = [
    ...(rejected > 0 ? [`rejected ${withReasons(ledger.rejected)} spans`] : []),
    ...(ledger.clientDrops > 0 ? [`clients had to drop ${formatCount(ledger.clientDrops)}`] : []),
    ...(ledger.waiting > 0 ? [`${formatCount(ledger.waiting)} are not settled yet`] : []),
    ...(ledger.duplicate > 0 ? [`${formatCount(ledger.duplicate)} arrived again and count once`] : []),
  ];
  return [
    {
      cause: "lost_on_the_way",
      certainty: "possible",
      models: [],
      days: [],
      amounts: {},
      facts: `by the ledger of what was received in this time: ${parts.join(", ")}`,
      advice:
        "put the reasons right (promptprof doctor); a larger export queue loses less; ask again in a minute for what is not settled",
    },
  ];
};
