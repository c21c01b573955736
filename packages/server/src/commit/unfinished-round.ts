import type { Call } from "@promptprof/model";
import { DamagedFileError } from "../journal/journal-errors.ts";
import type { Journal } from "../journal/journal.ts";
import type { ObservationId, Settlement } from "../journal/settlement.ts";
import { newRound, type Round, type RoundCall } from "./round.ts";

/**
 * A decision that a crash cut short, as a round that can be run again: calls that were decided as they stand in the
 * journal are read from there. What a damaged file held cannot be stored; its batch is not complete with this round
 * then, and is counted as lost when its turn comes.
 */
export async function unfinishedRound(settlement: Settlement, journal: Journal): Promise<Round> {
  const sources = new Map<number, ReadonlyMap<string, Call> | null>();
  for (const { batch } of settlement.calls) {
    if (!sources.has(batch)) sources.set(batch, await readCalls(journal, batch));
  }
  const calls = settlement.calls.flatMap((decided): RoundCall[] => {
    const call = decided.call ?? sources.get(decided.batch)?.get(key(decided));
    return call === undefined ? [] : [{ decided, call }];
  });
  const completes = settlement.completes.filter((batch) => sources.get(batch) !== null);
  return newRound({ ...settlement, calls: calls.map(({ decided }) => decided), completes }, calls, "insert");
}

/** null = the file is damaged or gone. */
async function readCalls(journal: Journal, batch: number): Promise<ReadonlyMap<string, Call> | null> {
  try {
    const calls = new Map<string, Call>();
    for (const observation of await journal.readBatch(batch)) {
      if (observation.kind === "call") calls.set(key(observation.call), observation.call);
    }
    return calls;
  } catch (error) {
    if (error instanceof DamagedFileError) return null;
    throw error;
  }
}

function key({ traceId, spanId }: Pick<ObservationId, "traceId" | "spanId">): string {
  return `${traceId}:${spanId}`;
}
