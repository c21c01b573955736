import type { ToldFields } from "../observation.ts";
import type { OtlpLogRecord } from "../wire/decode-logs.ts";
/** An exception that ended a call; the message is only looked at, the stack not even that. */
export declare function readException({ attributes }: OtlpLogRecord): ToldFields;
//# sourceMappingURL=exception-event.d.ts.map