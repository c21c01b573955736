import { significant, withThousands } from "./significant.ts";

/**
 * A sum of money: cents from one cent on, two significant digits below, so that a small cost is never `$0.00`.
 * 0 is `$0`: known to be free.
 *
 * @param nanoUsd integer nano-dollars >= 0
 */
export function formatUsd(nanoUsd: number): string {
  const usd = nanoUsd / 1e9;
  if (usd === 0) return "$0";
  // 0.00995 has two significant digits 0.0100, which is a cent again.
  return usd >= 0.00995 ? `$${withThousands(usd, 2)}` : `$${significant(usd, 2)}`;
}

/**
 * Money per thousand calls, which is how the price of one call is shown: three significant digits, two below a cent.
 *
 * @param nanoUsd integer nano-dollars >= 0 that the calls cost together
 * @param calls   calls that have a price
 * @returns null where no call has a price
 */
export function formatUsdPerThousandCalls(nanoUsd: number, calls: number): string | null {
  if (calls === 0) return null;
  const usd = (nanoUsd / 1e9 / calls) * 1000;
  if (usd >= 999.5) return `$${withThousands(usd, 0)}`;
  return `$${significant(usd, usd < 0.01 ? 2 : 3)}`;
}

/** The cost of one call: cents from a dollar on, else three significant digits, since most calls cost less. */
export function formatUsdOfCall(nanoUsd: number): string {
  const usd = nanoUsd / 1e9;
  return usd >= 1 ? `$${withThousands(usd, 2)}` : `$${significant(usd, 3)}`;
}
