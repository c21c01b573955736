import { expect } from "vitest";
import type { LedgerAnswer } from "../../packages/server/src/contract.ts";
import type { StoredSums } from "./stored-sums.ts";
import type { Sent } from "./traffic.ts";

/** Settles and stores everything; the ledger of all time. */
export async function flush(url: string): Promise<LedgerAnswer> {
  const response = await fetch(`${url}/api/v1/flush`, { method: "POST" });
  const text = await response.text();
  if (response.status !== 200) throw new Error(`flush answered ${response.status}: ${text}`);
  const ledger: LedgerAnswer = JSON.parse(text);
  return ledger;
}

/** Every call is there exactly once, in the calls and in each sum over them. */
export function expectAllThere(sent: Sent, stored: StoredSums, ledger: LedgerAnswer): void {
  const { calls, inputTokens, outputTokens } = sent;
  expect(stored.raw).toMatchObject({ calls, inputTokens, outputTokens });
  expect(stored.distinctCalls).toBe(calls);
  expect(stored.scores).toBe(sent.scores);
  for (const sums of Object.values(stored.rollups)) expect(sums).toEqual(stored.raw);
  expect(stored.ledgerCalls).toBe(calls);
  expectBalanced(ledger);
  expect(ledger).toMatchObject({ stored: calls, rejected: {}, waiting: 0 });
}

/** received = stored + duplicate + rejected + waiting. */
export function expectBalanced({ received, stored, duplicate, rejected, waiting }: LedgerAnswer): void {
  const refused = Object.values(rejected).reduce((sum, n) => sum + n, 0);
  expect(received).toBe(stored + duplicate + refused + waiting);
}
