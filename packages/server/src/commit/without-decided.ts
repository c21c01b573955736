import type { Observation } from "@promptprof/otlp";
import type { ObservationId } from "../journal/settlement.ts";

/**
 * The observations of a batch on which no round has decided yet. A span that stands in the batch twice is decided
 * twice, so as many are left out as were decided. Contexts stay: they decide nothing, and calls may need them.
 */
export function withoutDecided(
  observations: readonly Observation[],
  decided: readonly ObservationId[],
): Observation[] {
  const left = new Map<string, number>();
  for (const id of decided) left.set(key(id), (left.get(key(id)) ?? 0) + 1);
  return observations.filter((observation) => {
    if (observation.kind !== "call") return true;
    const n = left.get(key(observation.call)) ?? 0;
    left.set(key(observation.call), n - 1);
    return n <= 0;
  });
}

function key({ traceId, spanId }: Pick<ObservationId, "traceId" | "spanId">): string {
  return `${traceId}:${spanId}`;
}
