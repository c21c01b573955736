import type { AttributeLimits } from "./attribute-value.ts";
import type { RecordContext } from "./envelope.ts";
import { type JsonObject } from "./json-object.ts";
import { RecordCollector } from "./rejected-record.ts";
/**
 * Reads every record of an OTLP/JSON export request: `resource<Kind>[].scope<Kind>[].<records>[]`.
 * Fields are lowerCamelCase; unknown ones are ignored, `null` is the same as absent.
 *
 * @throws MalformedBodyError when the text is no JSON object, or one of the outer levels is no list
 */
export declare function jsonRecords<T>(body: Uint8Array, kind: "Spans" | "Logs" | "Metrics", recordsField: string, limits: AttributeLimits, read: (record: JsonObject, context: RecordContext) => T): RecordCollector<T>;
//# sourceMappingURL=json-envelope.d.ts.map