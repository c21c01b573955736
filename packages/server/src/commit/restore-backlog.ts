import type { RecoveredJournal } from "../journal/recover-journal.ts";
import { decidedObservations, type ObservationId } from "../journal/settlement.ts";
import type { Backlog } from "./backlog.ts";

/**
 * Puts what a stop or a crash left into the backlog, oldest first.
 *
 * @returns the observations on which rounds that were carried out had decided already
 */
export function restoreBacklog(backlog: Backlog, { batches, done }: RecoveredJournal): ObservationId[] {
  const decided = done.flatMap(decidedObservations);
  const decidedIn = new Map<number, number>();
  for (const { batch } of decided) decidedIn.set(batch, (decidedIn.get(batch) ?? 0) + 1);
  for (const { batch, counts } of batches) {
    backlog.restore({ batch, counts, waiting: counts.calls - (decidedIn.get(batch) ?? 0), loaded: null });
  }
  return decided;
}
