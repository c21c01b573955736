import { formatCount, formatExact } from "./count.ts";

/** Tokens for a table or an axis: exact to 9,999, then `12.3k`, `4.56M`; null is `—`. */
export function formatTokens(tokens: number | null): string {
  return formatCount(tokens);
}

/** Tokens to the last digit, with the word, for tooltips and details. */
export function formatTokensExact(tokens: number | null): string {
  return tokens === 1 ? "1 token" : `${formatExact(tokens)} tokens`;
}
