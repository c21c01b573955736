import { type AttributeLimits, type Attributes, type AttributeValue } from "./attribute-value.ts";
import type { BodyEncoding } from "./decode-traces.ts";
import type { Scope } from "./otlp-span.ts";
import { type Rejected } from "./rejected-record.ts";
/** A log record in plain values. */
export interface OtlpLogRecord {
    /** Epoch ms of the event, else of its observation; 0 = neither is known. */
    readonly time: number;
    /** Name of the event: the field, else the attribute that older instrumentations write; "" for a plain log line. */
    readonly eventName: string;
    readonly severity: number;
    readonly body: AttributeValue;
    readonly attributes: Attributes;
    /** null = belongs to no span. */
    readonly traceId: string | null;
    readonly spanId: string | null;
    readonly scope: Scope;
    readonly resource: Attributes;
}
export interface DecodedLogs {
    readonly records: readonly OtlpLogRecord[];
    readonly rejected: Rejected;
}
/** Reads the body of an ExportLogsServiceRequest. @throws MalformedBodyError */
export declare function decodeLogs(body: Uint8Array, encoding: BodyEncoding, limits?: AttributeLimits): DecodedLogs;
//# sourceMappingURL=decode-logs.d.ts.map