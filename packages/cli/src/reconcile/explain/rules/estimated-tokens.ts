import { formatCount } from "@promptprof/model/format";
import type { AmountName, SomeAmounts } from "../../amounts.ts";
import type { Cell } from "../../compare/cell.ts";
import type { ModelEvidence } from "../../ours/evidence.ts";
import type { Balance } from "../balance.ts";
import { Claims } from "../claims.ts";
import type { ExplainRule } from "../explain-context.ts";
import { percent } from "./other-provider-calls.ts";

const ESTIMATED: readonly AmountName[] = ["inputTokens", "outputTokens"];

/** Tokens that were counted from the text: they are off in either direction, by no more than what was estimated. */
export const estimatedTokens: ExplainRule = ({ sections, balance, evidenceOf }) =>
  sections.flatMap(({ group, cells }) => {
    const evidence = evidenceOf(group);
    if (evidence === null || evidence.estimatedCalls === 0) return [];
    const claims = new Claims();
    for (const cell of cells)
      claims.add(cell, balance.claimTokens(cell, withinEstimate(cell, evidence, balance)));
    const share = evidence.estimatedCalls / evidence.calls;
    return claims.explained(
      "estimated_tokens",
      "possible",
      `${formatCount(evidence.estimatedCalls)} of the ${formatCount(evidence.calls)} calls that were looked at (${percent(share)}) have estimated tokens, not the provider's`,
      "let the client ask for usage on streams (stream_options: { include_usage: true }): then nothing needs to be estimated",
    );
  });

function withinEstimate(cell: Cell, { estimated, all }: ModelEvidence, balance: Balance): SomeAmounts {
  const part: Partial<Record<AmountName, number>> = {};
  for (const name of ESTIMATED) {
    const share = (estimated[name] ?? 0) / Math.max(1, all[name] ?? 0);
    const bound = Math.round((cell.ours[name] ?? 0) * share);
    part[name] = Math.sign(balance.left(cell)[name] ?? 0) * bound;
  }
  return part;
}
