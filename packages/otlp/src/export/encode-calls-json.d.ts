import type { Call } from "@promptprof/model";
/** The same as `encodeCalls` in OTLP/JSON: ids in hex, 64-bit numbers as text. */
export declare function encodeCallsJson(calls: readonly Call[]): Uint8Array;
//# sourceMappingURL=encode-calls-json.d.ts.map