import type { Call } from "@promptprof/model";
import type { ReceivedCall, Store } from "@promptprof/store";
import type { Journal } from "../journal/journal.ts";
import { absorbedObservations, decidedObservations } from "../journal/settlement.ts";
import { LedgerAdditions } from "../ledger/ledger-additions.ts";
import { receiptHour } from "../ledger/receipt-hour.ts";
import type { Backlog } from "./backlog.ts";
import type { Exclusive } from "./exclusive.ts";
import type { Round, RoundCall } from "./round.ts";

/** The part of the store that commits need. */
export type CommitStore = Pick<Store, "insert" | "recordLedger" | "ledger">;

/** What a round needs. `storeSteps` keeps readers of the ledger out while a step changes store and memory. */
export interface RoundTools {
  readonly store: CommitStore;
  readonly journal: Journal;
  readonly backlog: Backlog;
  readonly price: (call: Call) => Call;
  readonly storeSteps: Exclusive;
}

/**
 * Carries a round to its end from the stage it is at: write the decision, store the calls, add to the ledger, forget
 * the batches. After a failure at any point the same round is run again, and a step that was done changes nothing.
 *
 * @throws what the store or the disk throws; the round then stays at its stage
 */
export async function runRound(round: Round, tools: RoundTools): Promise<void> {
  if (round.stage === "decide") {
    await tools.journal.writeSettlement(round.settlement);
    round.stage = "insert";
  }
  if (round.stage === "insert") await insertCalls(round, tools);
  if (round.stage === "record") await tools.storeSteps.run(() => recordLedger(round, tools));
  await tools.journal.finish(round.settlement);
}

/** One insert an hour of receipt, so that a duplicate that the store finds is counted in the hour it arrived in. */
async function insertCalls(round: Round, { store, price, storeSteps }: RoundTools): Promise<void> {
  for (const [hour, calls] of byHour(round.calls)) {
    if (round.inserted.has(hour)) continue;
    const received = await priced(calls, price);
    await storeSteps.run(async () => {
      round.inserted.set(hour, await store.insert(received));
    });
  }
  round.stage = "record";
}

/** A price takes some 3 us; between slices, requests that came meanwhile have their turn. */
const SLICE_CALLS = 2_000;

async function priced(calls: readonly RoundCall[], price: RoundTools["price"]): Promise<ReceivedCall[]> {
  const received: ReceivedCall[] = [];
  for (const { call, decided } of calls) {
    received.push({ call: price(call), batch: decided.batch });
    if (received.length % SLICE_CALLS === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  return received;
}

async function recordLedger(round: Round, { store, backlog }: RoundTools): Promise<void> {
  const { number, completes } = round.settlement;
  await store.recordLedger(String(number), additionsOf(round, backlog).all());
  backlog.forget(decidedObservations(round.settlement), completes);
  // What was stored waits no longer by the backlog's own count now.
  round.inserted.clear();
  round.stage = "finish";
}

/** The store has the very same span of an earlier request: what a sender does that saw no answer. */
const STORED_BEFORE = "stored_before";

function additionsOf({ settlement, inserted }: Round, backlog: Backlog): LedgerAdditions {
  const additions = new LedgerAdditions();
  for (const [hour, { duplicate }] of inserted) additions.add("duplicate", STORED_BEFORE, hour, duplicate);
  for (const { batch, rule } of absorbedObservations(settlement)) {
    additions.add("duplicate", rule ?? "", receiptHour(batch), 1);
  }
  for (const batch of settlement.completes) {
    const counts = backlog.open.get(batch)?.counts;
    if (counts !== undefined) additions.addBatch(batch, counts);
  }
  return additions;
}

function byHour(calls: readonly RoundCall[]): Map<number, RoundCall[]> {
  const hours = new Map<number, RoundCall[]>();
  for (const call of calls) {
    const hour = receiptHour(call.decided.batch);
    const sameHour = hours.get(hour);
    if (sameHour === undefined) hours.set(hour, [call]);
    else sameHour.push(call);
  }
  return hours;
}
