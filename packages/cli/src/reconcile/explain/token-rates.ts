import type { SomeAmounts } from "../amounts.ts";
import type { Cell } from "../compare/cell.ts";
import { addOurRows, type OurRow } from "../ours/our-usage.ts";

/** What one token costs by our prices, in nano-dollars with fractions. */
export interface TokenRates {
  readonly input: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
  readonly output: number;
}

/**
 * What our tokens of some cells cost on average, by part. A part of which we have no tokens is taken at the input's
 * rate, or everything at one rate where that is all we know. null where nothing of it is priced.
 */
export function ratesOf(cells: readonly Cell[]): TokenRates | null {
  const rows = cells.flatMap(({ ourRow }) => ourRow ?? []);
  const sum = rows.length === 0 ? null : rows.reduce(addOurRows);
  if (sum === null || sum.pricedCalls === 0) return null;
  // Tokens of unpriced calls would dilute the rate.
  const share = sum.callsWithTokens === 0 ? 1 : Math.min(1, sum.pricedCalls / sum.callsWithTokens);
  const blended = rate(sum.cost.total, (sum.inputTokens + sum.outputTokens) * share);
  if (blended === null) return null;
  const input = rate(sum.cost.input, uncached(sum) * share) ?? blended;
  return {
    input,
    cacheRead: rate(sum.cost.cacheRead, sum.cacheReadTokens * share) ?? input,
    cacheWrite: rate(sum.cost.cacheWrite, sum.cacheWriteTokens * share) ?? input,
    output: rate(sum.cost.output, sum.outputTokens * share) ?? blended,
  };
}

/** What tokens cost by these rates, nano-dollars with fractions. */
export function costOfTokens(tokens: SomeAmounts, rates: TokenRates): number {
  const { inputTokens = 0, cacheReadTokens = 0, cacheWriteTokens = 0, outputTokens = 0 } = tokens;
  return (
    (inputTokens - cacheReadTokens - cacheWriteTokens) * rates.input +
    cacheReadTokens * rates.cacheRead +
    cacheWriteTokens * rates.cacheWrite +
    outputTokens * rates.output
  );
}

function uncached({ inputTokens, cacheReadTokens, cacheWriteTokens }: OurRow): number {
  return Math.max(0, inputTokens - cacheReadTokens - cacheWriteTokens);
}

function rate(nanoUsd: number, tokens: number): number | null {
  return tokens > 0 ? nanoUsd / tokens : null;
}
