import {
  decodeLogs,
  type BodyEncoding,
  type CallObservation,
  type FactsObservation,
  gatherFacts,
  type Observation,
  observeLog,
} from "@promptprof/otlp";
import { addReasons } from "../journal/batch-counts.ts";
import type { Arrival } from "../journal/batch-writer.ts";

/** What a request of log records brings. */
export interface ArrivalOfLogs extends Arrival {
  /** For the sender: also the records that cannot be read, of which nobody knows whether they were about calls. */
  readonly rejected: Readonly<Record<string, number>>;
}

/**
 * Reads a request of log records. The ledger is about calls, so it only counts the events of the conventions: those
 * that claim a call, those that do but are broken, and those that tell of one. Everything else that a program logs is
 * no business of a profiler and counts nowhere.
 *
 * @throws MalformedBodyError when nothing of the body can be read
 */
export function arrivalOfLogs(
  body: Uint8Array,
  encoding: BodyEncoding,
  now: number,
  admit: (observation: Observation) => Observation,
): ArrivalOfLogs {
  const { records, rejected: unreadable } = decodeLogs(body, encoding);
  const broken: Record<string, number> = {};
  const calls: CallObservation[] = [];
  const facts: FactsObservation[] = [];
  let notCalls = 0;
  for (const record of records) {
    const reading = observeLog(record, now);
    if (reading?.kind === "call") calls.push(reading);
    else if (reading?.kind === "rejected") broken[reading.reason] = (broken[reading.reason] ?? 0) + 1;
    else if (reading !== null) notCalls += 1;
    if (reading?.kind === "facts") facts.push(reading);
  }
  const kept = gatherFacts(facts);
  const counts = { calls: calls.length, contexts: kept.length, notCalls, rejected: broken, clientDrops: 0 };
  return {
    counts,
    observations: [...calls, ...kept].map(admit),
    rejected: addReasons({ ...unreadable }, broken),
  };
}
