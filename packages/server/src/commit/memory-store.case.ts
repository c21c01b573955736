import { callKey } from "@promptprof/model";
import {
  StoreUnavailableError,
  type InsertOutcome,
  type LedgerAddition,
  type ReceivedCall,
  type StoredLedger,
  type TimeRange,
} from "@promptprof/store";
import type { CommitStore } from "./round-runner.ts";

/** The process died here. Nothing after it happened. */
export class Crash extends Error {}

/** What happens to a write; `none` lets it through. */
export type Fault = "none" | "unavailable" | "crash-before" | "crash-after";

/**
 * What the store promises, in a few lines, for laws that are tried on thousands of histories: a key is stored once, a
 * repeated batch counts as stored, a repeated token is a no-op. The real engine passes the store's own case suite.
 */
export class MemoryStore implements CommitStore {
  readonly calls = new Map<string, ReceivedCall>();
  readonly #additions = new Map<string, readonly LedgerAddition[]>();
  /** What happens to the next writes. */
  readonly faults: Fault[] = [];

  async insert(calls: readonly ReceivedCall[]): Promise<InsertOutcome> {
    return this.#write(() => {
      let stored = 0;
      const seen = new Set<string>();
      for (const received of calls) {
        const key = callKey(received.call);
        if (!this.calls.has(key)) this.calls.set(key, received);
        if (!seen.has(key) && this.calls.get(key)?.batch === received.batch) stored += 1;
        seen.add(key);
      }
      return { stored, duplicate: calls.length - stored };
    });
  }

  async recordLedger(token: string, additions: readonly LedgerAddition[]): Promise<void> {
    this.#write(() => {
      if (!this.#additions.has(token)) this.#additions.set(token, additions);
    });
  }

  async ledger({ from, to }: TimeRange): Promise<StoredLedger> {
    const inRange = (at: number): boolean => at >= from && at < to;
    const additions = [...this.#additions.values()].flat().filter(({ receivedAt }) => inRange(receivedAt));
    const total = (kind: string): number =>
      additions.filter((one) => one.kind === kind).reduce((sum, { n }) => sum + n, 0);
    const rejected: Record<string, number> = {};
    for (const { kind, reason, n } of additions) {
      if (kind === "rejected") rejected[reason] = (rejected[reason] ?? 0) + n;
    }
    const stored = [...this.calls.values()].filter(({ batch }) => inRange(Math.floor(batch / 1000))).length;
    return {
      received: total("received"),
      stored,
      duplicate: total("duplicate"),
      duplicates: {},
      rejected,
      unpriced: {},
      notes: {},
      clientDrops: total("client_drop"),
      notCalls: total("not_call"),
    };
  }

  #write<T>(apply: () => T): T {
    const fault = this.faults.shift();
    if (fault === "unavailable") throw new StoreUnavailableError("the store does not answer");
    if (fault === "crash-before") throw new Crash();
    const result = apply();
    if (fault === "crash-after") throw new Crash();
    return result;
  }
}
