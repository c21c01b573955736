import { PROMPTPROF } from "@promptprof/model";
import { decodeTraces, observe, type BodyEncoding, type Observation, type OtlpSpan } from "@promptprof/otlp";
import type { Uncounted } from "../estimate/estimator.ts";
import type { Arrival } from "../journal/batch-writer.ts";
import type { ArrivalOptions } from "./arrival-options.ts";
import { textsOfSpan } from "./uncounted-texts.ts";

/**
 * Reads a request of spans: what is kept of it, content-free and past the door, and what is counted. Text is only
 * looked at where a call reports no tokens, and only to count it.
 *
 * @throws MalformedBodyError when nothing of the body can be read
 */
export async function arrivalOfTraces(
  body: Uint8Array,
  encoding: BodyEncoding,
  { now, admit, estimator }: ArrivalOptions,
): Promise<Arrival> {
  const { spans, rejected: unreadable } = decodeTraces(body, encoding, { now });
  const rejected: Record<string, number> = { ...unreadable };
  const observations: Observation[] = [];
  const uncounted = new Map<number, Uncounted>();
  let calls = 0;
  let notCalls = 0;
  let clientDrops = 0;
  for (const span of spans) {
    clientDrops += dropsOf(span);
    const reading = observe(span);
    if (reading.kind === "rejected") rejected[reading.reason] = (rejected[reading.reason] ?? 0) + 1;
    else if (reading.kind === "call") calls += 1;
    else notCalls += 1;
    if (reading.kind === "call" && estimator !== null) {
      const texts = textsOfSpan(span, reading.call);
      if (texts !== null) uncounted.set(observations.length, texts);
    }
    if (reading.kind === "call" || reading.kind === "context") observations.push(admit(reading));
  }
  const counts = { calls, contexts: observations.length - calls, notCalls, rejected, clientDrops };
  if (estimator === null || uncounted.size === 0) return { counts, observations };
  const estimates = await estimator.estimate([...uncounted.values()]);
  for (const [i, index] of [...uncounted.keys()].entries()) {
    const observation = observations[index];
    const estimate = estimates[i] ?? null;
    if (observation?.kind === "call") observations[index] = { ...observation, estimate };
  }
  return { counts, observations };
}

/** Calls that the client says it dropped since its last report; 0 for what is no plausible number. */
function dropsOf({ attributes }: OtlpSpan): number {
  const drops = Number(attributes.get(PROMPTPROF.clientDrops) ?? 0);
  return Number.isSafeInteger(drops) && drops > 0 ? drops : 0;
}
