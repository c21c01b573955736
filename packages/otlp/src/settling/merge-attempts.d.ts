import type { Call } from "@promptprof/model";
/**
 * Cuts calls of one parent into logical calls: a failed attempt belongs to the next one that starts after its end,
 * asks the same model, and so on up to one that succeeds or has no successor. Two steps of a tool loop both succeed,
 * so they stay apart; parallel calls overlap, so they do too.
 *
 * @param items sorted by start
 */
export declare function attemptRuns<T>(items: readonly T[], callOf: (item: T) => Call): T[][];
/**
 * The last attempt with the time of all: it starts with the first one, and its first token came that much later.
 * @param earlier the failed attempts before, oldest first
 */
export declare function mergeAttempts(last: Call, earlier: readonly Call[]): Call;
//# sourceMappingURL=merge-attempts.d.ts.map