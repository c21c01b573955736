import type { TimeRange } from "@promptprof/store";
import { receivedAt } from "../journal/batch-clock.ts";

const HOUR_MS = 3_600_000;

/** The hour in which a batch was received, epoch ms of its start: the grain of the ledger. */
export function receiptHour(batch: number): number {
  return Math.floor(receivedAt(batch) / HOUR_MS) * HOUR_MS;
}

/** The smallest range of whole hours that covers a range. */
export function wholeHours({ from, to }: TimeRange): TimeRange {
  return { from: Math.floor(from / HOUR_MS) * HOUR_MS, to: Math.ceil(to / HOUR_MS) * HOUR_MS };
}
