import { formatCount } from "@promptprof/model/format";
import { Claims } from "../claims.ts";
import type { ExplainRule } from "../explain-context.ts";

/** Requests without tokens of their own: attempts that a call of ours counts within itself, or that have no span. */
export const unseenRequests: ExplainRule = ({ sections, balance, evidenceOf }) =>
  sections.flatMap(({ group, cells }) => {
    const claims = new Claims();
    for (const cell of cells) {
      const left = balance.left(cell).requests ?? 0;
      if (left < 0) claims.add(cell, balance.claim(cell, { requests: left }));
    }
    const requests = -(claims.amounts.requests ?? 0);
    const evidence = evidenceOf(group);
    const attempts = evidence?.extraAttempts ?? 0;
    const isShown = evidence?.isWhole === true && attempts >= requests;
    return claims.explained(
      "unseen_requests",
      isShown ? "shown" : "likely",
      `${formatCount(requests)} requests more than calls, and no more tokens${attempts > 0 ? `; the calls that were looked at tell of ${formatCount(attempts)} attempts after the first` : ""}`,
      "a retried call is one call here and several requests there; an attempt that ended in 429 has no span in some instrumentations. No tokens are at stake",
    );
  });

/** Calls that failed before the provider counted them. */
export const unbilledFailures: ExplainRule = ({ sections, balance }) => {
  const claims = new Claims();
  for (const cell of sections.flatMap(({ cells }) => cells)) {
    claims.add(cell, balance.claim(cell, { requests: cell.ourRow?.errors ?? 0 }));
  }
  return claims.explained(
    "unbilled_failures",
    "likely",
    `${formatCount(claims.amounts.requests ?? 0)} failed calls that the provider does not count as requests`,
    "nothing: a refused call (429, 401, a broken connection) is a call here and no usage there",
  );
};
