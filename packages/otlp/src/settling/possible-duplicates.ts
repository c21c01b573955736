import type { Call } from "@promptprof/model";

/** A call that stands for itself, as far as it takes to suspect a second view of it elsewhere. */
export interface Suspect {
  readonly call: SuspectCall;
  readonly scopeName: string;
}

export type SuspectCall = Pick<
  Call,
  | "traceId"
  | "spanId"
  | "service"
  | "requestModel"
  | "responseModel"
  | "responseId"
  | "inputTokens"
  | "cacheReadTokens"
  | "outputTokens"
  | "startTime"
  | "durationMs"
>;

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
  readonly #buckets = new Map<string, Map<string, Set<Suspect>>>();

  add(suspect: Suspect): void {
    for (const key of keysOf(suspect.call, 0)) {
      const scopes = this.#buckets.get(key) ?? new Map<string, Set<Suspect>>();
      this.#buckets.set(key, scopes);
      const suspects = scopes.get(suspect.scopeName) ?? new Set();
      scopes.set(suspect.scopeName, suspects.add(suspect));
    }
  }

  remove(suspect: Suspect): void {
    for (const key of keysOf(suspect.call, 0)) {
      const scopes = this.#buckets.get(key);
      const suspects = scopes?.get(suspect.scopeName);
      suspects?.delete(suspect);
      if (suspects?.size === 0) scopes?.delete(suspect.scopeName);
      if (scopes?.size === 0) this.#buckets.delete(key);
    }
  }

  has(suspect: Suspect): boolean {
    for (const shift of [0, -1, 1]) {
      for (const key of keysOf(suspect.call, shift)) {
        if (this.#matches(key, suspect)) return true;
      }
    }
    return false;
  }

  #matches(key: string, suspect: Suspect): boolean {
    let comparisons = 0;
    for (const [scopeName, suspects] of this.#buckets.get(key) ?? []) {
      if (scopeName === suspect.scopeName) continue;
      for (const other of suspects) {
        if (isSameRequest(suspect.call, other.call)) return true;
        comparisons += 1;
        if (comparisons > COMPARISONS_MAX) return false;
      }
    }
    return false;
  }
}

function keysOf(call: SuspectCall, shift: number): string[] {
  const bucket = Math.floor(call.startTime / BUCKET_MS) + shift;
  const keys: string[] = [];
  if (call.responseId !== null) keys.push(`${bucket}|${call.service}|id|${call.responseId}`);
  if (call.inputTokens !== null && call.outputTokens !== null) {
    keys.push(`${bucket}|${call.service}|${call.inputTokens}|${call.outputTokens}`);
  }
  return keys;
}

function isSameRequest(a: SuspectCall, b: SuspectCall): boolean {
  return sameModel(a, b) && !contradict(a, b) && (isWithin(a, b) || isWithin(b, a));
}

function sameModel(a: SuspectCall, b: SuspectCall): boolean {
  return isModelOf(b, a.requestModel) || isModelOf(b, a.responseModel);
}

function isModelOf({ requestModel, responseModel }: SuspectCall, model: string | null): boolean {
  return model !== null && (model === requestModel || model === responseModel);
}

/** Both know a number and it differs: then it was not the same reply. */
function contradict(a: SuspectCall, b: SuspectCall): boolean {
  return (["responseId", "inputTokens", "outputTokens", "cacheReadTokens"] as const).some(
    (field) => a[field] !== null && b[field] !== null && a[field] !== b[field],
  );
}

function isWithin(inner: SuspectCall, outer: SuspectCall): boolean {
  const innerEnd = inner.startTime + (inner.durationMs ?? 0);
  const outerEnd = outer.startTime + (outer.durationMs ?? 0);
  return (
    inner.startTime >= outer.startTime - OVERLAP_TOLERANCE_MS && innerEnd <= outerEnd + OVERLAP_TOLERANCE_MS
  );
}
