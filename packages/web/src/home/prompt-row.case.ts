import type { PromptRow } from "@promptprof/server/contract";

/** A row of 1,000 priced calls; what a test is about is spread over it. */
export function promptRow(row: Partial<PromptRow>): PromptRow {
  const quantiles = { n: 1000, p50: 1000, p95: 2000, p99: 3000 };
  return {
    prompt: "p",
    model: null,
    versions: 1,
    lastVersion: "v1",
    firstSeen: "2026-11-24T00:00:00.000Z",
    lastSeen: "2026-11-24T12:00:00.000Z",
    inputTokens: 1_000_000,
    outputTokens: 100_000,
    calls: 1000,
    errors: 4,
    tokens: { input: 1_000_000, cacheRead: 0, cacheWrite: 0, output: 100_000, reasoning: 0 },
    callsWithoutTokens: 0,
    costNanoUsd: { input: 3e9, cacheRead: 0, cacheWrite: 0, output: 1.1e9, total: 4.1e9 },
    unpricedCalls: 0,
    partlyPricedCalls: 0,
    estimated: { calls: 0, inputTokens: 0, outputTokens: 0, costNanoUsd: 0 },
    durationMs: quantiles,
    ttftMs: quantiles,
    tpotMs: quantiles,
    trend: { step: 1, calls: [], p95Ms: [] },
    ...row,
  };
}
