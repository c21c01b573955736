import type { RejectedSpan } from "../fields/call-observation.ts";
import type { NotCall } from "../dialects/dialect.ts";
import type { CallObservation, FactsObservation } from "../observation.ts";
import type { OtlpLogRecord } from "../wire/decode-logs.ts";
/** What a log record is to a profiler; null = nothing, as nearly all of them are. */
export type LogReading = CallObservation | FactsObservation | RejectedSpan | NotCall | null;
/**
 * What a log record tells of a call, without any content. Only a details event that says which operation it is about
 * claims a call; everything else fills gaps of the call whose ids it carries.
 *
 * @param now epoch ms: an event later than a day after it is rejected
 */
export declare function observeLog(record: OtlpLogRecord, now: number): LogReading;
//# sourceMappingURL=observe-log.d.ts.map