/** What arrived with a batch, for the ledger. The unit is a span, or a log event about calls. */
export interface BatchCounts {
  /** Spans and events that claim to be a call. */
  readonly calls: number;
  /** Observations that are kept only because calls inherit from them or are filled by them; no calls themselves. */
  readonly contexts: number;
  readonly notCalls: number;
  readonly rejected: Readonly<Record<string, number>>;
  /** Calls that clients say they had to drop. */
  readonly clientDrops: number;
}

export const NO_COUNTS: BatchCounts = { calls: 0, contexts: 0, notCalls: 0, rejected: {}, clientDrops: 0 };

/** What the ledger calls received: calls and spans that could not be read. */
export function receivedOf(counts: BatchCounts): number {
  return counts.calls + sumOf(counts.rejected);
}

export function addCounts(a: BatchCounts, b: BatchCounts): BatchCounts {
  return {
    calls: a.calls + b.calls,
    contexts: a.contexts + b.contexts,
    notCalls: a.notCalls + b.notCalls,
    rejected: addReasons(a.rejected, b.rejected),
    clientDrops: a.clientDrops + b.clientDrops,
  };
}

export function addReasons(
  a: Readonly<Record<string, number>>,
  b: Readonly<Record<string, number>>,
): Record<string, number> {
  const sum = { ...a };
  for (const [reason, n] of Object.entries(b)) sum[reason] = (sum[reason] ?? 0) + n;
  return sum;
}

export function sumOf(reasons: Readonly<Record<string, number>>): number {
  return Object.values(reasons).reduce((sum, n) => sum + n, 0);
}
