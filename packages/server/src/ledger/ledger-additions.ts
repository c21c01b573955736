import type { LedgerAddition } from "@promptprof/store";
import { receiptHour } from "./receipt-hour.ts";
import { receivedOf, type BatchCounts } from "../journal/batch-counts.ts";

/** Collects what is added to the ledger, summed by kind, reason and hour of receipt. */
export class LedgerAdditions {
  readonly #sums = new Map<string, LedgerAddition>();

  add(kind: LedgerAddition["kind"], reason: string, hour: number, n: number): void {
    if (n === 0) return;
    const key = `${hour} ${kind} ${reason}`;
    const sum = this.#sums.get(key)?.n ?? 0;
    this.#sums.set(key, { kind, reason, receivedAt: hour, n: sum + n });
  }

  addBatch(batch: number, counts: BatchCounts): void {
    const hour = receiptHour(batch);
    this.add("received", "", hour, receivedOf(counts));
    this.add("not_call", "", hour, counts.notCalls);
    this.add("client_drop", "", hour, counts.clientDrops);
    for (const [reason, n] of Object.entries(counts.rejected)) this.add("rejected", reason, hour, n);
  }

  all(): LedgerAddition[] {
    return [...this.#sums.values()];
  }
}
