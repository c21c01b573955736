import { createHmac, randomBytes } from "node:crypto";
import type { Score } from "@promptprof/model";
import {
  decodeLogs,
  type BodyEncoding,
  type CallObservation,
  type FactsObservation,
  gatherFacts,
  observeLog,
  type OtlpLogRecord,
  type TokenEstimate,
} from "@promptprof/otlp";
import { addReasons } from "../journal/batch-counts.ts";
import type { Arrival } from "../journal/batch-writer.ts";
import type { ArrivalOptions } from "./arrival-options.ts";
import { textsOfEvent, type UncountedEvent } from "./uncounted-texts.ts";

/** What a request of log records brings. */
export interface ArrivalOfLogs extends Arrival {
  /** As they came; they have not passed the door yet. */
  readonly scores: readonly Score[];
  /** For the sender: also the records that cannot be read, of which nobody knows whether they were about calls. */
  readonly rejected: Readonly<Record<string, number>>;
}

/**
 * Reads a request of log records. The ledger is about calls, so it only counts the events of the conventions: those
 * that claim a call, those that do but are broken, and those that tell of one. Everything else that a program logs is
 * no business of a profiler and counts nowhere, and scores are no calls.
 *
 * @throws MalformedBodyError when nothing of the body can be read
 */
export async function arrivalOfLogs(
  body: Uint8Array,
  encoding: BodyEncoding,
  { now, admit, estimator }: ArrivalOptions,
): Promise<ArrivalOfLogs> {
  const { records, rejected: unreadable } = decodeLogs(body, encoding);
  const broken: Record<string, number> = {};
  const unusable: Record<string, number> = {};
  const readings: ReadRecord[] = [];
  const scores: Score[] = [];
  let notCalls = 0;
  for (const record of records) {
    const reading = observeLog(record, now);
    if (reading?.kind === "score") scores.push(reading.score);
    else if (reading?.kind === "rejected_score") countOne(unusable, reading.reason);
    else if (reading?.kind === "rejected") countOne(broken, reading.reason);
    else if (reading !== null && reading.kind !== "call") notCalls += 1;
    if (reading?.kind === "call" || reading?.kind === "facts") readings.push({ record, reading });
  }
  const events =
    estimator === null ? readings.map(({ reading }) => reading) : await counted(readings, estimator);
  const calls = events.filter((event) => event.kind === "call");
  const facts = gatherFacts(events.filter((event) => event.kind === "facts"));
  return {
    counts: { calls: calls.length, contexts: facts.length, notCalls, rejected: broken, clientDrops: 0 },
    observations: [...calls, ...facts].map(admit),
    rejected: addReasons(addReasons({ ...unreadable }, broken), unusable),
    scores,
  };
}

function countOne(reasons: Record<string, number>, reason: string): void {
  reasons[reason] = (reasons[reason] ?? 0) + 1;
}

interface ReadRecord {
  readonly record: OtlpLogRecord;
  readonly reading: CallObservation | FactsObservation;
}

/** The events with the tokens of their text. */
async function counted(
  readings: readonly ReadRecord[],
  estimator: NonNullable<ArrivalOptions["estimator"]>,
): Promise<(CallObservation | FactsObservation)[]> {
  const uncounted = new Map<ReadRecord, UncountedEvent>();
  for (const one of readings) {
    const texts = textsOfEvent(one.record, one.reading);
    if (texts !== null) uncounted.set(one, texts);
  }
  const estimates = uncounted.size === 0 ? [] : await estimator.estimate([...uncounted.values()]);
  const byRecord = new Map([...uncounted.keys()].map((one, i) => [one, estimates[i]]));
  return readings.map((one) => withEstimate(one, uncounted.get(one), byRecord.get(one)));
}

function withEstimate(
  { record, reading }: ReadRecord,
  uncounted: UncountedEvent | undefined,
  estimate: TokenEstimate | undefined,
): CallObservation | FactsObservation {
  if (uncounted === undefined || estimate === undefined) return reading;
  if (reading.kind === "facts" && uncounted.isMessage) {
    return { ...reading, messages: [{ ...estimate, id: messageId(record, uncounted) }] };
  }
  return { ...reading, estimate };
}

/** Of this process alone: nobody who reads the journal can try which text gives an id. */
const MESSAGE_KEY = randomBytes(32);

/** Tells a message that was sent again from another one. Two equal messages of one moment are taken for one. */
function messageId({ eventName, time }: OtlpLogRecord, { texts }: UncountedEvent): string {
  const hash = createHmac("sha256", MESSAGE_KEY).update(JSON.stringify([eventName, time]));
  for (const text of [...(texts.input ?? []), ...(texts.output ?? [])]) hash.update(text);
  return hash.digest("hex").slice(0, 16);
}
