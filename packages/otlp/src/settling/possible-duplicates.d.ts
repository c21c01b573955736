import type { Call } from "@promptprof/model";
/** A call that stands for itself, as far as it takes to suspect a second view of it elsewhere. */
export interface Suspect {
    readonly call: SuspectCall;
    readonly scopeName: string;
}
export type SuspectCall = Pick<Call, "service" | "requestModel" | "responseModel" | "responseId" | "inputTokens" | "cacheReadTokens" | "outputTokens" | "startTime" | "durationMs">;
/**
 * Finds calls that another instrumentation may have reported too, without a link between the two: same service and
 * model, equal response id or equal tokens, one inside the time of the other, different scopes. It is a suspicion:
 * response ids repeat behind caches, and equal prompts give equal tokens.
 */
export declare class PossibleDuplicates {
    #private;
    add(suspect: Suspect): void;
    remove(suspect: Suspect): void;
    has(suspect: Suspect): boolean;
}
/** What is kept of a call to compare others with; the call itself, three times as large, is let go of. */
export declare function suspectOf(call: Call, scopeName: string): Suspect;
//# sourceMappingURL=possible-duplicates.d.ts.map