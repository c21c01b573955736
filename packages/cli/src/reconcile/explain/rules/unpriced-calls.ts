import { formatCount, formatTokens } from "@promptprof/model/format";
import type { Cell } from "../../compare/cell.ts";
import type { ModelEvidence } from "../../ours/evidence.ts";
import type { Balance } from "../balance.ts";
import { Claims } from "../claims.ts";
import type { ExplainRule } from "../explain-context.ts";

/** Our cost is lower, and calls have no price. */
export const unpricedCalls: ExplainRule = ({ sections, balance, evidenceOf }) =>
  sections.flatMap(({ group, cells }) => {
    const evidence = evidenceOf(group);
    const claims = new Claims();
    let [unpriced, calls] = [0, 0];
    for (const cell of cells) {
      unpriced += (cell.ourRow?.calls ?? 0) - (cell.ourRow?.pricedCalls ?? 0);
      calls += cell.ourRow?.calls ?? 0;
      claims.add(cell, claimed(cell, evidence, balance));
    }
    return claims.explained(
      "unpriced_calls",
      unpriced === calls ? "shown" : "likely",
      `${formatCount(unpriced)} of ${formatCount(calls)} calls have no price here${reasons(evidence)}`,
      adviceFor(evidence, group.name ?? "MODEL"),
    );
  });

function claimed(cell: Cell, evidence: ModelEvidence | null, balance: Balance): ReturnType<Balance["claim"]> {
  const { ourRow, invoice } = cell;
  const left = balance.left(cell).costNanoUsd ?? 0;
  if (ourRow === null || left >= 0) return {};
  const unpriced = ourRow.calls - ourRow.pricedCalls;
  if (ourRow.pricedCalls === 0) return balance.claim(cell, { costNanoUsd: left });
  const billed = Math.round(unpriced * billedShare(ourRow.errors / Math.max(1, unpriced), evidence));
  const share = billed / (ourRow.pricedCalls + billed);
  return balance.claim(cell, { costNanoUsd: -Math.round(share * Math.max(0, invoice.costNanoUsd ?? 0)) });
}

/** A call that failed without tokens has no price and costs nothing; by reason where the calls were looked at, else by failures. */
function billedShare(failedPerUnpriced: number, evidence: ModelEvidence | null): number {
  const all = Object.values(evidence?.unpriced ?? {}).reduce((sum, { calls }) => sum + calls, 0);
  if (evidence === null || all === 0) return Math.max(0, 1 - failedPerUnpriced);
  return 1 - (evidence.unpriced["failed_without_tokens"]?.calls ?? 0) / all;
}

function reasons(evidence: ModelEvidence | null): string {
  const seen = Object.entries(evidence?.unpriced ?? {}).toSorted(([, a], [, b]) => b.calls - a.calls);
  if (seen.length === 0) return "";
  const named = seen.map(
    ([reason, { calls, tokens }]) => `${reason} ${formatCount(calls)} with ${formatTokens(tokens)} tokens`,
  );
  return `; of those looked at: ${named.join(", ")}`;
}

function adviceFor(evidence: ModelEvidence | null, model: string): string {
  const reasonsSeen = Object.keys(evidence?.unpriced ?? {});
  const advice = reasonsSeen.flatMap((reason) => ADVICE[reason]?.(model) ?? []);
  return advice.length > 0 ? advice.join("; ") : (ADVICE["unknown_model"]?.(model) ?? "");
}

const ADVICE: Readonly<Record<string, (model: string) => string>> = {
  unknown_model: (model) =>
    `give ${model} its price in promptprof.yaml: prices: [{ model: ${JSON.stringify(model)}, inputUsdPerMTok: ..., outputUsdPerMTok: ... }]`,
  no_model: () => "find the instrumentation that names no model",
  absent_tokens: () => "let the client ask for usage on streams: stream_options: { include_usage: true }",
  impossible_tokens: () => "look at the notes of these calls: their token counts contradict each other",
  price_error: () => "look at the server's log: the price library failed on these calls",
};
