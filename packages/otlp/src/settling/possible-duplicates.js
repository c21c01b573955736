/** Two views of one request start within a few milliseconds; ten seconds only keep the search short. */
const BUCKET_MS = 10_000;
/** A stream's outer view may end a little before its inner one (1.5 ms were seen). */
const OVERLAP_TOLERANCE_MS = 5;
/** Thousands of equal calls in the same ten seconds are a load test, and no suspicion is worth comparing them all. */
const COMPARISONS_MAX = 1_000;
/**
 * Finds calls that another instrumentation may have reported too, without a link between the two: same service and
 * model, equal response id or equal tokens, one inside the time of the other, different scopes. It is a suspicion:
 * response ids repeat behind caches, and equal prompts give equal tokens.
 */
export class PossibleDuplicates {
    /** Keys with one call, nearly all there are, go without a container. */
    #single = new Map();
    /** By scope, because equal calls of one instrumentation are not compared. */
    #crowded = new Map();
    add(suspect) {
        for (const key of keysOf(suspect.call, 0)) {
            const crowd = this.#crowded.get(key);
            const single = this.#single.get(key);
            if (crowd !== undefined)
                join(crowd, suspect);
            else if (single === undefined)
                this.#single.set(key, suspect);
            else {
                this.#single.delete(key);
                this.#crowded.set(key, join(join(new Map(), single), suspect));
            }
        }
    }
    remove(suspect) {
        for (const key of keysOf(suspect.call, 0)) {
            if (this.#single.get(key) === suspect)
                this.#single.delete(key);
            const crowd = this.#crowded.get(key);
            const suspects = crowd?.get(suspect.scopeName);
            suspects?.delete(suspect);
            if (suspects?.size === 0)
                crowd?.delete(suspect.scopeName);
            if (crowd?.size === 0)
                this.#crowded.delete(key);
        }
    }
    has(suspect) {
        for (const shift of [0, -1, 1]) {
            for (const key of keysOf(suspect.call, shift)) {
                if (this.#matches(key, suspect))
                    return true;
            }
        }
        return false;
    }
    #matches(key, suspect) {
        const single = this.#single.get(key);
        if (single !== undefined)
            return isSecondView(suspect, single);
        let comparisons = 0;
        for (const [scopeName, suspects] of this.#crowded.get(key) ?? []) {
            if (scopeName === suspect.scopeName)
                continue;
            for (const other of suspects) {
                if (isSecondView(suspect, other))
                    return true;
                comparisons += 1;
                if (comparisons > COMPARISONS_MAX)
                    return false;
            }
        }
        return false;
    }
}
function join(crowd, suspect) {
    const suspects = crowd.get(suspect.scopeName);
    if (suspects === undefined)
        crowd.set(suspect.scopeName, new Set([suspect]));
    else
        suspects.add(suspect);
    return crowd;
}
function isSecondView(a, b) {
    return a.scopeName !== b.scopeName && isSameRequest(a.call, b.call);
}
/** What is kept of a call to compare others with; the call itself, three times as large, is let go of. */
export function suspectOf(call, scopeName) {
    const { service, requestModel, responseModel, responseId } = call;
    const { inputTokens, cacheReadTokens, outputTokens, startTime, durationMs } = call;
    return {
        call: {
            service,
            requestModel,
            responseModel,
            responseId,
            inputTokens,
            cacheReadTokens,
            outputTokens,
            startTime,
            durationMs,
        },
        scopeName,
    };
}
function keysOf(call, shift) {
    const bucket = Math.floor(call.startTime / BUCKET_MS) + shift;
    const keys = [];
    if (call.responseId !== null)
        keys.push(`${bucket}|${call.service}|id|${call.responseId}`);
    if (call.inputTokens !== null && call.outputTokens !== null) {
        keys.push(`${bucket}|${call.service}|${call.inputTokens}|${call.outputTokens}`);
    }
    return keys;
}
function isSameRequest(a, b) {
    return sameModel(a, b) && !contradict(a, b) && (isWithin(a, b) || isWithin(b, a));
}
function sameModel(a, b) {
    return isModelOf(b, a.requestModel) || isModelOf(b, a.responseModel);
}
function isModelOf({ requestModel, responseModel }, model) {
    return model !== null && (model === requestModel || model === responseModel);
}
/** Both know a number and it differs: then it was not the same reply. */
function contradict(a, b) {
    return ["responseId", "inputTokens", "outputTokens", "cacheReadTokens"].some((field) => a[field] !== null && b[field] !== null && a[field] !== b[field]);
}
function isWithin(inner, outer) {
    const innerEnd = inner.startTime + (inner.durationMs ?? 0);
    const outerEnd = outer.startTime + (outer.durationMs ?? 0);
    return (inner.startTime >= outer.startTime - OVERLAP_TOLERANCE_MS && innerEnd <= outerEnd + OVERLAP_TOLERANCE_MS);
}
//# sourceMappingURL=possible-duplicates.js.map