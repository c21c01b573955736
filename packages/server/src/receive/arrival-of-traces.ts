import { PROMPTPROF } from "@promptprof/model";
import { decodeTraces, observe, type BodyEncoding, type Observation, type OtlpSpan } from "@promptprof/otlp";
import type { Arrival } from "../journal/batch-writer.ts";

/**
 * Reads a request of spans: what is kept of it, content-free and past the door, and what is counted.
 *
 * @throws MalformedBodyError when nothing of the body can be read
 */
export function arrivalOfTraces(
  body: Uint8Array,
  encoding: BodyEncoding,
  now: number,
  admit: (observation: Observation) => Observation,
): Arrival {
  const { spans, rejected: unreadable } = decodeTraces(body, encoding, { now });
  const rejected: Record<string, number> = { ...unreadable };
  const observations: Observation[] = [];
  let calls = 0;
  let notCalls = 0;
  let clientDrops = 0;
  for (const span of spans) {
    clientDrops += dropsOf(span);
    const reading = observe(span);
    if (reading.kind === "rejected") rejected[reading.reason] = (rejected[reading.reason] ?? 0) + 1;
    else if (reading.kind === "call") calls += 1;
    else notCalls += 1;
    if (reading.kind === "call" || reading.kind === "context") observations.push(admit(reading));
  }
  const counts = { calls, contexts: observations.length - calls, notCalls, rejected, clientDrops };
  return { counts, observations };
}

/** Calls that the client says it dropped since its last report; 0 for what is no plausible number. */
function dropsOf({ attributes }: OtlpSpan): number {
  const drops = Number(attributes.get(PROMPTPROF.clientDrops) ?? 0);
  return Number.isSafeInteger(drops) && drops > 0 ? drops : 0;
}
