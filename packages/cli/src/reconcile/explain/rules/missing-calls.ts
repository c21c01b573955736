import { formatCount } from "@promptprof/model/format";
import type { SomeAmounts } from "../../amounts.ts";
import type { Cell } from "../../compare/cell.ts";
import type { Balance } from "../balance.ts";
import { Claims } from "../claims.ts";
import type { ExplainRule } from "../explain-context.ts";
import { meanOfRequest, timesMean, tokensOf } from "../mean-of-request.ts";
import { percent } from "./other-provider-calls.ts";

/** The invoice has more requests, and more tokens along with them: calls were made that never arrived here. */
export const missingCalls: ExplainRule = ({ sections, balance }) =>
  sections.flatMap(({ cells, invoice, ours }) => {
    const claims = new Claims();
    for (const cell of cells) claims.add(cell, balance.claimTokens(cell, missingOf(cell, balance)));
    const requests = -(claims.amounts.requests ?? 0);
    if (requests === 0) return [];
    const share = requests / Math.max(1, invoice.requests ?? 0);
    return claims.explained(
      "missing_calls",
      "likely",
      `the invoice has ${formatCount(requests)} requests more than there are calls (${percent(share)} of ${formatCount(invoice.requests ?? 0)}, ${formatCount(ours.requests ?? 0)} calls), and their tokens are missing too`,
      "look for sampling in the SDK or the collector, a client that is not instrumented, and processes that end before they export",
    );
  });

/** Missing requests may be longer than the average one; beyond this their tokens are not all that is missing. */
const LONGER_MAX = 2;

/** As many requests as both the missing requests and the missing tokens speak for, and those tokens. */
function missingOf(cell: Cell, balance: Balance): SomeAmounts {
  const left = balance.left(cell);
  const missingRequests = -(left.requests ?? 0);
  const missingTokens = -tokensOf(left);
  const mean = meanOfRequest(cell);
  if (mean === null || missingRequests <= 0 || missingTokens <= 0) return {};
  const perRequest = Math.max(1, tokensOf(mean));
  const requests = Math.min(missingRequests, Math.ceil(missingTokens / perRequest));
  const isAllOfIt = missingTokens <= LONGER_MAX * requests * perRequest;
  return { ...(isAllOfIt ? lessOf(left) : timesMean(mean, -requests)), requests: -requests };
}

function lessOf(left: SomeAmounts): SomeAmounts {
  const { inputTokens = 0, cacheReadTokens = 0, cacheWriteTokens = 0, outputTokens = 0 } = left;
  return {
    inputTokens: Math.min(0, inputTokens),
    cacheReadTokens: Math.min(0, cacheReadTokens),
    cacheWriteTokens: Math.min(0, cacheWriteTokens),
    outputTokens: Math.min(0, outputTokens),
  };
}
