import { significant, withThousands } from "./significant.ts";

/** Tokens: exact to 9,999, then 12.3k, 4.56M, 7.89B. */
export function formatTokens(tokens: number): string {
  if (tokens < 10_000) return withThousands(tokens, 0);
  // 999,500 rounds to 1,000k: it is called a million then.
  if (tokens < 999_500) return `${significant(tokens / 1e3, 3)}k`;
  if (tokens < 999_500_000) return `${significant(tokens / 1e6, 3)}M`;
  return `${significant(tokens / 1e9, 3)}B`;
}

/** A count of calls or rows, exact. */
export function formatCount(count: number): string {
  return withThousands(count, 0);
}
