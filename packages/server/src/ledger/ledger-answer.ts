import type { StoredLedger, TimeRange } from "@promptprof/store";
import type { OpenBatch } from "../commit/open-batch.ts";
import type { Round } from "../commit/round.ts";
import type { LedgerAnswer } from "../contract.ts";
import { addReasons, receivedOf } from "../journal/batch-counts.ts";
import { receiptHour } from "./receipt-hour.ts";

/**
 * The ledger as it stands at this moment: what the store has, and on top of it the batches that it does not know of
 * yet. A batch's counts go into the store when nothing of it waits any more; until then they come from here.
 *
 * @param stored the store's ledger over `range`
 * @param range whole hours
 * @param round the round under way: calls it has inserted are in `stored` already and wait no longer
 */
export function ledgerAnswer(
  stored: StoredLedger,
  range: TimeRange,
  open: Iterable<OpenBatch>,
  round: Round | null,
): LedgerAnswer {
  const answer = {
    ...stored,
    waiting: 0,
    rejected: { ...stored.rejected },
    duplicates: { ...stored.duplicates },
    unpriced: { ...stored.unpriced },
    notes: { ...stored.notes },
  };
  for (const { batch, counts, waiting } of open) {
    if (!covers(range, receiptHour(batch))) continue;
    answer.received += receivedOf(counts);
    answer.notCalls += counts.notCalls;
    answer.clientDrops += counts.clientDrops;
    answer.rejected = addReasons(answer.rejected, counts.rejected);
    answer.waiting += waiting;
  }
  for (const [hour, { stored: n }] of round?.inserted ?? []) if (covers(range, hour)) answer.waiting -= n;
  return answer;
}

function covers({ from, to }: TimeRange, hour: number): boolean {
  return hour >= from && hour < to;
}
