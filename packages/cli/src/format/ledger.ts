import type { LedgerAnswer } from "@promptprof/server/contract";
import type { Symbols } from "../terminal/symbols.ts";
import { formatCount } from "@promptprof/model/format";

/**
 * The ledger in one line: where everything that arrived has gone, and what is unpriced and why.
 * Reasons come with their counts, most first.
 */
export function formatLedger(ledger: LedgerAnswer, symbols: Symbols): string {
  const { received, stored, duplicate, rejected, waiting, unpriced, clientDrops } = ledger;
  const balance = [
    `stored ${formatCount(stored)}`,
    `duplicate ${formatCount(duplicate)}`,
    `rejected ${withReasons(rejected)}`,
    `waiting ${formatCount(waiting)}`,
  ].join(" + ");
  const drops = clientDrops > 0 ? [`dropped by clients ${formatCount(clientDrops)}`] : [];
  return [
    `received ${formatCount(received)} = ${balance}`,
    `unpriced ${withReasons(unpriced)}`,
    ...drops,
  ].join(` ${symbols.separator} `);
}

/** `12 (unknown_model 10, no_model 2)`; `0` where there is none. */
export function withReasons(reasons: Readonly<Record<string, number>>): string {
  const counted = Object.entries(reasons).filter(([, count]) => count > 0);
  const sum = counted.reduce((total, [, count]) => total + count, 0);
  if (sum === 0) return "0";
  const sorted = counted.toSorted(([, a], [, b]) => b - a);
  return `${formatCount(sum)} (${sorted.map(([reason, count]) => `${reason} ${formatCount(count)}`).join(", ")})`;
}
