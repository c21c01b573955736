import type { Call } from "@promptprof/model";
/**
 * Calls as the protobuf body of an ExportTraceServiceRequest in our own dialect: what the importer and the demo send,
 * so that they go through the same door as everyone. Read back by `observe`, a call is equal up to its price; times
 * are kept to the nanosecond.
 */
export declare function encodeCalls(calls: readonly Call[]): Uint8Array;
//# sourceMappingURL=encode-calls.d.ts.map