import type { BodyEncoding } from "./decode-traces.ts";
/** What of a request was not taken, and why, in one line for the person who runs the sender. */
export interface PartialSuccess {
    readonly rejected: number;
    readonly message: string;
}
/** Answer to a trace export; null = everything was taken, and then `partial_success` must stay unset. */
export declare function encodeTraceResponse(encoding: BodyEncoding, partial: PartialSuccess | null): Uint8Array;
/** Answer to a log export; null = everything was taken. */
export declare function encodeLogsResponse(encoding: BodyEncoding, partial: PartialSuccess | null): Uint8Array;
/** Answer to a metrics export; null = everything was taken. */
export declare function encodeMetricsResponse(encoding: BodyEncoding, partial: PartialSuccess | null): Uint8Array;
/**
 * Body of a failed request, google.rpc.Status.
 * @param code gRPC status code, for example 3 = INVALID_ARGUMENT, 8 = RESOURCE_EXHAUSTED, 14 = UNAVAILABLE
 */
export declare function encodeStatus(encoding: BodyEncoding, code: number, message: string): Uint8Array;
/**
 * The partial success of what was rejected, by reason: "3 rejected: 2 invalid_utf8, 1 negative_tokens".
 * null when nothing was.
 */
export declare function partialSuccessOf(rejected: Readonly<Record<string, number | undefined>>): PartialSuccess | null;
//# sourceMappingURL=encode-response.d.ts.map