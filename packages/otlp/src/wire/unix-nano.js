/**
 * Epoch milliseconds with fractions. A double near 1.8e12 has steps of 0.24 us, and the result is the nearest one:
 * high * 2^32 ns = high * 4294 ms + high * 967,296 ns, and every intermediate stays below 2^53 (until the year 2554).
 */
export function epochMs(time) {
    const rest = time.high * 967_296 + time.low;
    const fraction = rest % 1e6;
    return time.high * 4294 + (rest - fraction) / 1e6 + fraction / 1e6;
}
/** Milliseconds from `start` to `end`, to the nanosecond for anything under 104 days; negative when they are swapped. */
export function elapsedMs(start, end) {
    return ((end.high - start.high) * 2 ** 32 + (end.low - start.low)) / 1e6;
}
/** A whole number of nanoseconds, 0..2^64-1. Undefined when the text is no such number. */
export function unixNanoOf(value) {
    if (typeof value === "number" ? !(value >= 0 && value < 2 ** 64) : !/^\d{1,20}$/.test(value))
        return undefined;
    const nano = BigInt(typeof value === "number" ? Math.round(value) : value);
    if (nano >= 1n << 64n)
        return undefined;
    return { high: Number(nano >> 32n), low: Number(nano & 0xffffffffn) };
}
/** The inverse of `epochMs`, to the nearest nanosecond. */
export function nanoOfEpochMs(ms) {
    const whole = Math.floor(ms);
    return BigInt(whole) * 1000000n + BigInt(Math.round((ms - whole) * 1e6));
}
//# sourceMappingURL=unix-nano.js.map