import { type CallTexts } from "../fields/call-texts.ts";
import type { OtlpLogRecord } from "../wire/decode-logs.ts";
/** The text of a log event, to be counted and forgotten. */
export interface EventTexts extends CallTexts {
    /** One message of several, each in an event of its own; else all of the input or the output. */
    readonly isMessage: boolean;
}
/** null = the event brings no text. */
export declare function eventTexts(record: OtlpLogRecord): EventTexts | null;
//# sourceMappingURL=event-texts.d.ts.map