import { callModel, type Call } from "@promptprof/model";
import { callTexts, eventTexts, type LogReading, type OtlpLogRecord, type OtlpSpan } from "@promptprof/otlp";
import type { Uncounted } from "../estimate/estimator.ts";

/** Text of a call that reports no tokens; null for all others, whose text is not touched. */
export function textsOfSpan({ attributes }: OtlpSpan, call: Call): Uncounted | null {
  if (!mayBeEstimated(call)) return null;
  const texts = callTexts(attributes, call.operation);
  return texts === null ? null : { texts, operation: call.operation, model: callModel(call) };
}

/** Text of a log event, and whether it is one message of several. */
export interface UncountedEvent extends Uncounted {
  readonly isMessage: boolean;
}

/**
 * Text of an event. Whether the span of an event reports tokens cannot be known yet, because it comes later; only an
 * event that says so itself is spared.
 */
export function textsOfEvent(record: OtlpLogRecord, reading: LogReading): UncountedEvent | null {
  if (reading?.kind !== "call" && reading?.kind !== "facts") return null;
  if (reading.kind === "call" && !mayBeEstimated(reading.call)) return null;
  if (reading.kind === "facts" && reading.told.tokenSource === "reported") return null;
  const texts = eventTexts(record);
  if (texts === null) return null;
  const { operation, model } =
    reading.kind === "call" ? ofCall(reading.call) : { operation: "chat", model: null };
  return { texts, operation, model, isMessage: texts.isMessage };
}

function ofCall(call: Call): { operation: string; model: string | null } {
  return { operation: call.operation, model: callModel(call) };
}

/** A failed call used what nobody knows; a cancelled one has read its input. */
function mayBeEstimated({ tokenSource, errorClass }: Call): boolean {
  return tokenSource === "absent" && (errorClass === null || errorClass === "cancelled");
}
