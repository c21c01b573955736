import type { Call } from "@promptprof/model";

/** A call that stands for itself, as far as it takes to suspect a second view of it elsewhere. */
export interface Suspect {
  readonly call: SuspectCall;
  readonly scopeName: string;
}

export type SuspectCall = Pick<
  Call,
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
  /** Keys with one call, nearly all there are, go without a container. */
  readonly #single = new Map<string, Suspect>();
  /** By scope, because equal calls of one instrumentation are not compared. */
  readonly #crowded = new Map<string, Map<string, Set<Suspect>>>();

  add(suspect: Suspect): void {
    for (const key of keysOf(suspect.call, 0)) {
      const crowd = this.#crowded.get(key);
      const single = this.#single.get(key);
      if (crowd !== undefined) join(crowd, suspect);
      else if (single === undefined) this.#single.set(key, suspect);
      else {
        this.#single.delete(key);
        this.#crowded.set(key, join(join(new Map(), single), suspect));
      }
    }
  }

  remove(suspect: Suspect): void {
    for (const key of keysOf(suspect.call, 0)) {
      if (this.#single.get(key) === suspect) this.#single.delete(key);
      const crowd = this.#crowded.get(key);
      const suspects = crowd?.get(suspect.scopeName);
      suspects?.delete(suspect);
      if (suspects?.size === 0) crowd?.delete(suspect.scopeName);
      if (crowd?.size === 0) this.#crowded.delete(key);
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
    const single = this.#single.get(key);
    if (single !== undefined) return isSecondView(suspect, single);
    let comparisons = 0;
    for (const [scopeName, suspects] of this.#crowded.get(key) ?? []) {
      if (scopeName === suspect.scopeName) continue;
      for (const other of suspects) {
        if (isSecondView(suspect, other)) return true;
        comparisons += 1;
        if (comparisons > COMPARISONS_MAX) return false;
      }
    }
    return false;
  }
}

function join(crowd: Map<string, Set<Suspect>>, suspect: Suspect): Map<string, Set<Suspect>> {
  const suspects = crowd.get(suspect.scopeName);
  if (suspects === undefined) crowd.set(suspect.scopeName, new Set([suspect]));
  else suspects.add(suspect);
  return crowd;
}

function isSecondView(a: Suspect, b: Suspect): boolean {
  return a.scopeName !== b.scopeName && isSameRequest(a.call, b.call);
}

/** What is kept of a call to compare others with; the call itself, three times as large, is let go of. */
export function suspectOf(call: Call, scopeName: string): Suspect {
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
