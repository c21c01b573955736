import type { AttributeLimits, Attributes } from "./attribute-value.ts";
import { type Frame } from "./byte-reader.ts";
import type { Scope } from "./otlp-span.ts";
import { RecordCollector } from "./rejected-record.ts";
/** What all records of one scope have in common. */
export interface RecordContext {
    readonly resource: Attributes;
    readonly scope: Scope;
}
/**
 * Reads every record of a protobuf export request. The three requests (traces, logs, metrics) share one shape:
 * request.1 = resources; resource.1 = its attributes, .2 = scopes; scope.1 = its name, .2 = records.
 *
 * The outer levels are walked by hand, so that a broken record costs only itself: its length is known before its
 * content is read.
 *
 * @throws MalformedBodyError where a length leaves its frame, so that the next record cannot be found
 */
export declare function readEnvelope<T>(body: Uint8Array, limits: AttributeLimits, read: (frame: Frame, context: RecordContext) => T): RecordCollector<T>;
//# sourceMappingURL=envelope.d.ts.map