import type { Measures } from "@promptprof/server/contract";

/** The measures of an answer's row, without what else the row tells. */
export function measuresOf(row: Measures): Measures {
  const {
    calls,
    errors,
    tokens,
    callsWithoutTokens,
    costNanoUsd,
    unpricedCalls,
    partlyPricedCalls,
    estimated,
    durationMs,
    ttftMs,
    tpotMs,
  } = row;
  return {
    calls,
    errors,
    tokens,
    callsWithoutTokens,
    costNanoUsd,
    unpricedCalls,
    partlyPricedCalls,
    estimated,
    durationMs,
    ttftMs,
    tpotMs,
  };
}
