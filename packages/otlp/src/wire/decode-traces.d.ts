import type { DecodeOptions, OtlpSpan } from "./otlp-span.ts";
import type { Rejected } from "./rejected-record.ts";
/** The two bodies that OTLP/HTTP knows: `application/x-protobuf` and `application/json`. */
export type BodyEncoding = "protobuf" | "json";
export interface DecodedTraces {
    readonly spans: readonly OtlpSpan[];
    /** Spans that were left out, by reason. Unknown fields reject nothing. */
    readonly rejected: Rejected;
}
/**
 * Reads the body of an ExportTraceServiceRequest. An empty body is an empty request.
 *
 * @throws MalformedBodyError with a one-line reason when nothing of the body can be trusted
 */
export declare function decodeTraces(body: Uint8Array, encoding: BodyEncoding, options: DecodeOptions): DecodedTraces;
//# sourceMappingURL=decode-traces.d.ts.map