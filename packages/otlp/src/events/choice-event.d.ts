import type { ToldFields } from "../observation.ts";
import type { OtlpLogRecord } from "../wire/decode-logs.ts";
/** `{finish_reason, index, message}`: the finish reason of the first choice is the call's. */
export declare function readChoice({ body }: OtlpLogRecord): ToldFields;
//# sourceMappingURL=choice-event.d.ts.map