import type { CallObservation } from "@promptprof/otlp";
import type { Uncounted } from "../estimate/estimator.ts";
import { NO_COUNTS } from "../journal/batch-counts.ts";
import type { Arrival } from "../journal/batch-writer.ts";
import type { ArrivalOptions } from "./arrival-options.ts";

/** A call that passed the proxy, and its text where it reports no tokens. */
export interface PassedCall {
  readonly observation: CallObservation;
  readonly uncounted: Uncounted | null;
}

/** What the proxy hands over at once. */
export interface Passed {
  readonly calls: readonly PassedCall[];
  /** Requests that were no calls to a model. */
  readonly notCalls: number;
  /** Calls of earlier times that could not be kept. */
  readonly drops: number;
}

/** Takes calls of the proxy through the door; their text is counted and forgotten, as with spans. */
export async function arrivalOfCalls(
  { calls, notCalls, drops }: Passed,
  { admit, estimator }: ArrivalOptions,
): Promise<Arrival> {
  const counts = { ...NO_COUNTS, calls: calls.length, notCalls, clientDrops: drops };
  const uncounted = estimator === null ? [] : calls.filter((call) => call.uncounted !== null);
  const texts = uncounted.flatMap((call) => (call.uncounted === null ? [] : [call.uncounted]));
  const estimates = texts.length === 0 ? [] : ((await estimator?.estimate(texts)) ?? []);
  const byCall = new Map(uncounted.map((call, i) => [call, estimates[i] ?? null]));
  const observations = calls.map((call) =>
    admit({ ...call.observation, estimate: byCall.get(call) ?? null }),
  );
  return { counts, observations };
}
