import { significant } from "@promptprof/model/format";
import type { Cell } from "../../compare/cell.ts";
import { Claims } from "../claims.ts";
import type { ExplainContext, ExplainRule, Section } from "../explain-context.ts";
import type { Explanation } from "../explanation.ts";
import { costOfTokens } from "../token-rates.ts";

/** The cost differs by more than the tokens account for: the two sides have another price for the same tokens. */
export const priceDifference: ExplainRule = (context) =>
  context.sections.flatMap((section) => explainedSection(section, context));

function explainedSection(section: Section, context: ExplainContext): Explanation[] {
  const { invoice, ours, cells, group } = section;
  const { balance, evidenceOf } = context;
  const [theirs, own] = [usdPerMTok(invoice.costNanoUsd, invoice), usdPerMTok(ours.costNanoUsd, ours)];
  if (theirs === null || own === null) return [];
  const claims = new Claims();
  for (const cell of cells)
    claims.add(cell, balance.claim(cell, { costNanoUsd: atEqualTokens(cell, context) }));
  const rows = Object.keys(evidenceOf(group)?.priceRows ?? {}).toSorted();
  return claims.explained(
    "price_difference",
    "shown",
    `the invoice charges $${price(theirs)} per million tokens, promptprof $${price(own)} (input and output together)${rows.length > 0 ? `, by the price row ${rows.join(", ")}` : ""}${hint(theirs / own)}`,
    "a discount, a batch or flex tier, or a wrong price row: set the price that holds in promptprof.yaml with the day it starts, or ask the provider",
  );
}

/** What is left of a cell's cost beside what its unexplained tokens cost. */
function atEqualTokens(cell: Cell, { balance, ratesOf }: ExplainContext): number {
  const left = balance.left(cell);
  const rates = ratesOf(cell);
  const ofTokens = rates === null ? 0 : costOfTokens(left, rates);
  return Math.round((left.costNanoUsd ?? 0) - ofTokens);
}

function usdPerMTok(
  costNanoUsd: number | null,
  { inputTokens, outputTokens }: Section["invoice"],
): number | null {
  const tokens = (inputTokens ?? 0) + (outputTokens ?? 0);
  // Nano-dollars per token are thousandths of a dollar per million.
  return costNanoUsd === null || tokens === 0 || inputTokens === null ? null : costNanoUsd / tokens / 1000;
}

function price(usd: number): string {
  return significant(Math.max(0, usd), 3);
}

function hint(ratio: number): string {
  if (Math.abs(ratio - 0.5) <= 0.01) return "; half, as batch requests cost";
  if (Math.abs(ratio - 2) <= 0.02) return "; twice";
  return "";
}
