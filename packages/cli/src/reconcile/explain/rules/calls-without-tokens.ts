import { formatCount } from "@promptprof/model/format";
import type { SomeAmounts } from "../../amounts.ts";
import type { Cell } from "../../compare/cell.ts";
import type { ModelEvidence } from "../../ours/evidence.ts";
import { Claims } from "../claims.ts";
import type { ExplainRule } from "../explain-context.ts";
import type { Explanation } from "../explanation.ts";
import { meanOfRequest, timesMean } from "../mean-of-request.ts";

/** We have the calls and not their tokens: a stream without usage, or a failure. Each is taken for an average request. */
export const callsWithoutTokens: ExplainRule = ({ sections, balance, evidenceOf }) =>
  sections.flatMap(({ group, cells }) => {
    const silent = new Claims();
    const failed = new Claims();
    let silentCalls = 0;
    let failedCalls = 0;
    for (const cell of cells) {
      const counts = countsOf(cell, evidenceOf(group));
      silentCalls += counts.silent;
      failedCalls += counts.failed;
      silent.add(cell, balance.claimTokens(cell, missing(cell, counts.silent)));
      failed.add(cell, balance.claimTokens(cell, missing(cell, counts.failed)));
    }
    return [...explainedSilent(silent, silentCalls), ...explainedFailed(failed, failedCalls)];
  });

function explainedSilent(claims: Claims, calls: number): Explanation[] {
  return claims.explained(
    "calls_without_tokens",
    "likely",
    `${formatCount(calls)} successful calls reported no tokens; as many average requests would count this much`,
    "streams tell their usage only where it is asked for: stream_options: { include_usage: true }, or a newer instrumentation",
  );
}

function explainedFailed(claims: Claims, calls: number): Explanation[] {
  return claims.explained(
    "failed_calls_without_tokens",
    "possible",
    `${formatCount(calls)} failed calls reported no tokens; a cancelled stream or a time-out after the start is billed all the same`,
    "look at their error class: rate_limit and auth cost nothing, cancelled and timeout may",
  );
}

/** Without a look at the calls, failures are taken to be the ones without tokens. */
function countsOf({ ourRow }: Cell, evidence: ModelEvidence | null): { silent: number; failed: number } {
  if (ourRow === null) return { silent: 0, failed: 0 };
  const calls = ourRow.calls - ourRow.callsWithTokens;
  const seen = (evidence?.failedWithoutTokens ?? 0) + (evidence?.othersWithoutTokens ?? 0);
  const failed =
    evidence === null || seen === 0
      ? Math.min(calls, ourRow.errors)
      : Math.round((calls * evidence.failedWithoutTokens) / seen);
  return { silent: calls - failed, failed };
}

function missing(cell: Cell, calls: number): SomeAmounts {
  const mean = meanOfRequest(cell);
  return calls === 0 || mean === null ? {} : timesMean(mean, -calls);
}
