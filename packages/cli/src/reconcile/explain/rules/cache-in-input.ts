import type { SomeAmounts } from "../../amounts.ts";
import type { Cell } from "../../compare/cell.ts";
import { Claims } from "../claims.ts";
import type { ExplainContext, ExplainRule, Section } from "../explain-context.ts";
import type { Explanation } from "../explanation.ts";

/** The input is off by just the invoice's cached tokens: one side counts them within the input and the other does not. */
export const cacheInInput: ExplainRule = (context) =>
  context.sections.flatMap((section) => explainedSection(section, context));

type CachedOf = (cell: Cell) => number;
const PARTS: readonly { readonly named: string; readonly of: CachedOf }[] = [
  {
    named: "cached and cache-written",
    of: ({ invoice }) => (invoice.cacheReadTokens ?? 0) + (invoice.cacheWriteTokens ?? 0),
  },
  { named: "cached", of: ({ invoice }) => invoice.cacheReadTokens ?? 0 },
  { named: "cache-written", of: ({ invoice }) => invoice.cacheWriteTokens ?? 0 },
];

function explainedSection(
  { cells, invoice, group }: Section,
  { balance, tolerance }: ExplainContext,
): Explanation[] {
  const gap = balance.leftOf(cells, "inputTokens");
  const near = tolerance * (invoice.inputTokens ?? 0);
  const part = PARTS.find(({ of }) => {
    const cached = cells.reduce((sum, cell) => sum + of(cell), 0);
    return cached > near && Math.abs(Math.abs(gap) - cached) <= near;
  });
  if (part === undefined) return [];
  const claims = new Claims();
  for (const cell of cells) claims.add(cell, balance.claimTokens(cell, moved(part.of(cell), gap, cell)));
  const name = group.name ?? "this model";
  if (gap > 0) {
    return claims.explained(
      "cache_counted_twice",
      "likely",
      `our input of ${name} is larger by just the invoice's ${part.named} tokens: they are added to an input that includes them`,
      "look at the notes of these calls (input_excludes_cache_...) and at the instrumentation's version: a rule took its input for one without cache",
    );
  }
  return claims.explained(
    "cache_not_counted",
    "likely",
    `our input of ${name} is smaller by just the invoice's ${part.named} tokens: the instrumentation reports input without them`,
    "update the instrumentation, or look at the notes of these calls: no rule added the cached tokens",
  );
}

/** What is not counted as input is mostly not counted as cached either; what is counted twice is only input. */
function moved(cached: number, gap: number, { gap: cellGap }: Cell): SomeAmounts {
  if (gap > 0) return { inputTokens: cached };
  return {
    inputTokens: -cached,
    cacheReadTokens: Math.min(0, cellGap.cacheReadTokens ?? 0),
    cacheWriteTokens: Math.min(0, cellGap.cacheWriteTokens ?? 0),
  };
}
