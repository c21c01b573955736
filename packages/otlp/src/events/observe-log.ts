import { GEN_AI } from "@promptprof/model";
import type { RejectedSpan } from "../fields/call-observation.ts";
import type { NotCall } from "../dialects/dialect.ts";
import type { CallObservation, FactsObservation } from "../observation.ts";
import type { OtlpLogRecord } from "../wire/decode-logs.ts";
import { isId } from "../wire/otlp-span.ts";
import { readChoice } from "./choice-event.ts";
import { readDetails } from "./details-event.ts";
import { type RejectedScore, readEvaluation, type ScoreReading } from "./evaluation-event.ts";
import { CHOICE_EVENT, DETAILS_EVENT, EXCEPTION_EVENT, MESSAGE_EVENTS } from "./event-names.ts";
import { readException } from "./exception-event.ts";

/** What a log record is to a profiler; null = nothing, as nearly all of them are. */
export type LogReading =
  | CallObservation
  | FactsObservation
  | ScoreReading
  | RejectedScore
  | RejectedSpan
  | NotCall
  | null;

/**
 * What a log record tells of a call, without any content. Only a details event that says which operation it is about
 * claims a call, and an evaluation is a score of one; everything else fills gaps of the call whose ids it carries.
 *
 * @param now epoch ms: an event later than a day after it is rejected
 */
export function observeLog(record: OtlpLogRecord, now: number): LogReading {
  const { eventName } = record;
  if (eventName === DETAILS_EVENT) return readDetails(record, now);
  if (eventName === GEN_AI.evaluationEvent) return readEvaluation(record, now);
  if (eventName === EXCEPTION_EVENT) return aboutSpan(record, readException(record));
  if (eventName === CHOICE_EVENT) return aboutSpan(record, readChoice(record));
  return MESSAGE_EVENTS.has(eventName) ? aboutSpan(record, {}) : null;
}

/** Facts of a span that is not named are facts of nothing. */
function aboutSpan(record: OtlpLogRecord, told: FactsObservation["told"]): FactsObservation | NotCall {
  const { traceId, spanId, scope } = record;
  if (traceId === null || spanId === null || !isId(traceId, 32) || !isId(spanId, 16)) {
    return { kind: "not_call" };
  }
  return { kind: "facts", traceId, spanId, scope: scope.name, told, estimate: null, messages: [] };
}
