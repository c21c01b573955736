import type { SomeAmounts } from "../amounts.ts";
import type { Cell } from "../compare/cell.ts";

type TokenAmount = "inputTokens" | "cacheReadTokens" | "cacheWriteTokens" | "outputTokens";
const TOKEN_AMOUNTS: readonly TokenAmount[] = [
  "inputTokens",
  "cacheReadTokens",
  "cacheWriteTokens",
  "outputTokens",
];
export type MeanTokens = Readonly<Record<TokenAmount, number>>;

/** Tokens of an average request of a cell, by the invoice where it counts requests, else by our calls that have tokens. */
export function meanOfRequest({ invoice, ourRow }: Cell): MeanTokens | null {
  const { requests } = invoice;
  if (requests !== null && requests > 0) return meanOf((name) => (invoice[name] ?? 0) / requests);
  if (ourRow === null || ourRow.callsWithTokens === 0) return null;
  return meanOf((name) => ourRow[name] / ourRow.callsWithTokens);
}

/** Tokens of so many average requests. */
export function timesMean(mean: MeanTokens, requests: number): SomeAmounts {
  return meanOf((name) => Math.round(mean[name] * requests));
}

export function tokensOf(amounts: SomeAmounts): number {
  return (amounts.inputTokens ?? 0) + (amounts.outputTokens ?? 0);
}

function meanOf(value: (name: TokenAmount) => number): MeanTokens {
  const [inputTokens = 0, cacheReadTokens = 0, cacheWriteTokens = 0, outputTokens = 0] =
    TOKEN_AMOUNTS.map(value);
  return { inputTokens, cacheReadTokens, cacheWriteTokens, outputTokens };
}
