/**
 * Milliseconds per output token after the first: (duration - time to first token) / (output tokens - 1).
 * null where a part is unknown, or where there is no token after the first.
 */
export function timePerOutputTokenMs(durationMs, ttftMs, outputTokens) {
    if (durationMs === null || ttftMs === null || outputTokens === null || outputTokens < 2)
        return null;
    return Math.max(0, durationMs - ttftMs) / (outputTokens - 1);
}
//# sourceMappingURL=time-per-output-token.js.map