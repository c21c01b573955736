import { type Call } from "@promptprof/model";
import { type OwnValue } from "./call-attributes.ts";
/** A call as a span of our own dialect, before it is written as protobuf or JSON. */
export interface OwnSpan {
    readonly traceId: string;
    readonly spanId: string;
    readonly name: string;
    readonly startNano: bigint;
    readonly endNano: bigint;
    readonly attributes: readonly [key: string, value: OwnValue][];
    readonly failed: boolean;
}
/** Spans that share a resource. */
export interface OwnResource {
    readonly attributes: readonly [key: string, value: OwnValue][];
    readonly spans: readonly OwnSpan[];
}
/** Times go to the nanosecond, which is finer than a call's start can say. */
export declare function ownSpan(call: Call): OwnSpan;
/** One resource for each service and environment, in order of appearance. */
export declare function ownResources(calls: readonly Call[]): OwnResource[];
//# sourceMappingURL=own-span.d.ts.map