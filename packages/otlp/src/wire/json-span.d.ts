import type { AttributeLimits } from "./attribute-value.ts";
import type { RecordContext } from "./envelope.ts";
import { type JsonObject } from "./json-object.ts";
import { type OtlpSpan } from "./otlp-span.ts";
import { type UnixNano } from "./unix-nano.ts";
/** A span of OTLP/JSON: ids are hex (not base64), enums numbers, 64-bit numbers text or numbers. @throws RejectedRecord */
export declare function readJsonSpan(span: JsonObject, context: RecordContext, now: number, limits: AttributeLimits): OtlpSpan;
/** Lower-case hex; "" for none; one character, which is no length of an id, for what is no hex. */
export declare function jsonHex(value: unknown): string;
/** Epoch nanoseconds as text or number; absent = 0. @throws RejectedRecord for anything else */
export declare function jsonUnixNano(value: unknown): UnixNano;
export declare function jsonNumber(value: unknown): number;
//# sourceMappingURL=json-span.d.ts.map