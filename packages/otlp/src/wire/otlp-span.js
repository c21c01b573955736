import { RejectedRecord } from "./rejected-record.js";
import { elapsedMs, epochMs } from "./unix-nano.js";
/** 2015-01-01, before which there was no tracing of language models and no plausible clock. */
const EARLIEST_MS = Date.UTC(2015, 0, 1);
const DAY_MS = 86_400_000;
/**
 * Checks what every span must have and gives its place in time.
 * @throws RejectedRecord with the first reason that applies
 */
export function placeInTime(frame, now) {
    if (!isId(frame.traceId, 32))
        throw new RejectedRecord("invalid_trace_id");
    if (!isId(frame.spanId, 16))
        throw new RejectedRecord("invalid_span_id");
    if (frame.parentSpanId !== null && frame.parentSpanId.length !== 16) {
        throw new RejectedRecord("invalid_parent_span_id");
    }
    const startTime = epochMs(frame.start);
    if (!isPlausibleTime(startTime, now))
        throw new RejectedRecord("start_out_of_range");
    const durationMs = elapsedMs(frame.start, frame.end);
    if (durationMs < 0)
        throw new RejectedRecord("end_before_start");
    return { startTime, durationMs };
}
export function isPlausibleTime(time, now) {
    return time >= EARLIEST_MS && time <= now + DAY_MS;
}
/** W3C: an id of the right length that is not all zero. `id` is lower-case hex already. */
export function isId(id, length) {
    return id.length === length && !/^0+$/.test(id);
}
const HAS_IS_REMOTE = 0x100;
const IS_REMOTE = 0x200;
/** Reads the two context bits of `Span.flags`; without them the parent counts as local. */
export function isParentRemote(flags) {
    return (flags & HAS_IS_REMOTE) !== 0 && (flags & IS_REMOTE) !== 0;
}
//# sourceMappingURL=otlp-span.js.map