import type { AttributeLimits, Attributes } from "./attribute-value.ts";
import { type UnixNano } from "./unix-nano.ts";
/** A span in plain values, the same whether it came as protobuf or as JSON. */
export interface OtlpSpan {
    /** 32 lower-case hex digits, not all zero. */
    readonly traceId: string;
    /** 16 lower-case hex digits, not all zero. */
    readonly spanId: string;
    /** null = a root. */
    readonly parentSpanId: string | null;
    /** true where the sender says that the parent belongs to another process. */
    readonly parentIsRemote: boolean;
    readonly name: string;
    readonly kind: SpanKind;
    /** Epoch milliseconds, nearest double (0.24 us). */
    readonly startTime: number;
    /** Milliseconds >= 0, to the nanosecond; null only for a log event that is read as the span it stands for. */
    readonly durationMs: number | null;
    readonly attributes: Attributes;
    readonly events: readonly SpanEvent[];
    readonly links: readonly SpanLink[];
    readonly status: SpanStatus;
    readonly scope: Scope;
    readonly resource: Attributes;
}
/** OpenTelemetry's numbers: 0 unspecified, 1 internal, 2 server, 3 client, 4 producer, 5 consumer. */
export type SpanKind = number;
export interface SpanEvent {
    readonly name: string;
    /** Milliseconds after the start of the span, to the nanosecond; may be negative where clocks disagree. */
    readonly offsetMs: number;
    readonly attributes: Attributes;
}
export interface SpanLink {
    readonly traceId: string;
    readonly spanId: string;
    readonly attributes: Attributes;
}
export interface SpanStatus {
    /** 0 unset, 1 ok, 2 error. */
    readonly code: number;
    readonly message: string;
}
/** The instrumentation that made the span; "" where it does not say. */
export interface Scope {
    readonly name: string;
    readonly version: string;
}
export interface DecodeOptions {
    /** Epoch ms: spans that start later than a day after it are rejected. */
    readonly now: number;
    readonly attributeLimits?: AttributeLimits;
}
/** The fields that decide whether a span can be kept, before anything is made of the rest. */
export interface SpanFrame {
    readonly traceId: string;
    readonly spanId: string;
    readonly parentSpanId: string | null;
    readonly start: UnixNano;
    readonly end: UnixNano;
}
/**
 * Checks what every span must have and gives its place in time.
 * @throws RejectedRecord with the first reason that applies
 */
export declare function placeInTime(frame: SpanFrame, now: number): {
    startTime: number;
    durationMs: number;
};
export declare function isPlausibleTime(time: number, now: number): boolean;
/** W3C: an id of the right length that is not all zero. `id` is lower-case hex already. */
export declare function isId(id: string, length: number): boolean;
/** Reads the two context bits of `Span.flags`; without them the parent counts as local. */
export declare function isParentRemote(flags: number): boolean;
//# sourceMappingURL=otlp-span.d.ts.map