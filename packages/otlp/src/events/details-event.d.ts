import type { NotCall } from "../dialects/dialect.ts";
import { type RejectedSpan } from "../fields/call-observation.ts";
import type { CallObservation, FactsObservation } from "../observation.ts";
import type { OtlpLogRecord } from "../wire/decode-logs.ts";
/**
 * A details event says what the span of the same ids says, so it is read as that span, by the same dialects. One that
 * names its operation, as the conventions demand, claims a call. One that does not (OpenTelemetry's instrumentation of
 * OpenAI sends the input and the output apart, without operation or model) only tells facts; but one about another
 * operation, such as an agent, tells nothing of a call.
 */
export declare function readDetails(record: OtlpLogRecord, now: number): CallObservation | FactsObservation | RejectedSpan | NotCall;
//# sourceMappingURL=details-event.d.ts.map