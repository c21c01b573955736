import { numberOf } from "./attribute.js";
/** Span events that mark the first chunk: OpenInference for Python, the AI SDK, OpenLLMetry. */
const FIRST_CHUNK_EVENTS = new Set([
    "First Token Stream Event",
    "ai.stream.firstChunk",
    "llm.content.completion.chunk",
]);
/** As the instrumentation reports it, unchecked; null where neither attribute nor event tells. */
export function readTimeToFirstToken(span, fields) {
    const seconds = numberOf(fields.value("ttftSeconds"));
    if (seconds !== null)
        return { ms: msOf(seconds), doubtful: false };
    const ms = numberOf(fields.value("ttftMs")) ?? firstChunkMs(span);
    if (ms !== null)
        return { ms, doubtful: false };
    const late = numberOf(fields.value("ttftSecondsLate"));
    if (late !== null)
        return { ms: msOf(late), doubtful: false };
    const doubtful = numberOf(fields.value("ttftSecondsDoubtful"));
    return doubtful === null ? null : { ms: msOf(doubtful), doubtful: true };
}
/** In nanosecond steps, so that 0.085 s are 85 ms and not 85.00000000000001. */
function msOf(seconds) {
    return Math.round(seconds * 1e9) / 1e6;
}
function firstChunkMs(span) {
    if (span.events.length === 0)
        return null;
    const offsets = span.events
        .filter((event) => FIRST_CHUNK_EVENTS.has(event.name))
        .map((event) => event.offsetMs);
    return offsets.length === 0 ? null : Math.min(...offsets);
}
//# sourceMappingURL=time-to-first-token.js.map