import { AMOUNT_NAMES, type AmountName, type SomeAmounts } from "../../amounts.ts";
import type { Cell } from "../../compare/cell.ts";
import type { Provider } from "../../invoice/invoice.ts";
import type { ModelEvidence } from "../../ours/evidence.ts";
import { Claims } from "../claims.ts";
import type { ExplainRule } from "../explain-context.ts";

/** We have more of a model, and a part of its calls went to another provider: gpt-4o is sold by two. */
export const otherProviderCalls: ExplainRule = ({ sections, balance, evidenceOf, statement: { provider } }) =>
  sections.flatMap(({ group, cells }) => {
    const evidence = evidenceOf(group);
    if (provider === null || evidence === null) return [];
    const others = otherProviders(evidence, provider);
    const share = others.calls / Math.max(1, evidence.calls);
    const claims = new Claims();
    for (const cell of cells) claims.add(cell, balance.claim(cell, partOf(cell, share)));
    return claims.explained(
      "other_provider",
      evidence.isWhole ? "shown" : "likely",
      `${percent(share)} of the calls went to ${others.names.join(", ")}, which ${provider} does not bill`,
      "compare them with that provider's invoice; narrow this comparison down with --service, --team or --environment",
    );
  });

/** Calls whose provider is named and is not the invoice's. */
export function otherProviders(
  { providers }: ModelEvidence,
  provider: Provider,
): { readonly calls: number; readonly names: readonly string[] } {
  const others = Object.entries(providers).filter(([name]) => name !== "" && name !== provider);
  return {
    calls: others.reduce((sum, [, calls]) => sum + calls, 0),
    names: others.map(([name]) => name).toSorted(),
  };
}

function partOf({ ours }: Cell, share: number): SomeAmounts {
  const part: Partial<Record<AmountName, number>> = {};
  for (const name of AMOUNT_NAMES) part[name] = Math.round((ours[name] ?? 0) * share);
  return part;
}

/** A share as a person says it: 41%. */
export function percent(share: number): string {
  return share > 0 && share < 0.005 ? "<1%" : `${Math.round(share * 100)}%`;
}
