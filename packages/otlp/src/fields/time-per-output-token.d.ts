/**
 * Milliseconds per output token after the first: (duration - time to first token) / (output tokens - 1).
 * null where a part is unknown, or where there is no token after the first.
 */
export declare function timePerOutputTokenMs(durationMs: number | null, ttftMs: number | null, outputTokens: number | null): number | null;
//# sourceMappingURL=time-per-output-token.d.ts.map