/** The two halves of a 64-bit count of nanoseconds since 1970, as protobuf's fixed64 carries it. */
export interface UnixNano {
    /** Upper 32 bits, 0..2^32-1. */
    readonly high: number;
    /** Lower 32 bits, 0..2^32-1. */
    readonly low: number;
}
/**
 * Epoch milliseconds with fractions. A double near 1.8e12 has steps of 0.24 us, and the result is the nearest one:
 * high * 2^32 ns = high * 4294 ms + high * 967,296 ns, and every intermediate stays below 2^53 (until the year 2554).
 */
export declare function epochMs(time: UnixNano): number;
/** Milliseconds from `start` to `end`, to the nanosecond for anything under 104 days; negative when they are swapped. */
export declare function elapsedMs(start: UnixNano, end: UnixNano): number;
/** A whole number of nanoseconds, 0..2^64-1. Undefined when the text is no such number. */
export declare function unixNanoOf(value: string | number): UnixNano | undefined;
/** The inverse of `epochMs`, to the nearest nanosecond. */
export declare function nanoOfEpochMs(ms: number): bigint;
//# sourceMappingURL=unix-nano.d.ts.map