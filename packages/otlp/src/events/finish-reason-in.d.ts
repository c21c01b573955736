import type { OtlpLogRecord } from "../wire/decode-logs.ts";
/** The finish reason that stands only in the first message of the answer: `[{role, parts, finish_reason}]`. */
export declare function finishReasonIn({ attributes }: OtlpLogRecord): string | null;
//# sourceMappingURL=finish-reason-in.d.ts.map