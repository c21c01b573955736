import type { LedgerAnswer } from "@promptprof/server/contract";

type Reasons = Readonly<Record<string, number>>;

/** How a ledger grew between two looks at it. `waiting` is a stock, so its growth may be below zero. */
export function ledgerDelta(before: LedgerAnswer, after: LedgerAnswer): LedgerAnswer {
  return {
    received: after.received - before.received,
    stored: after.stored - before.stored,
    duplicate: after.duplicate - before.duplicate,
    duplicates: reasonsDelta(before.duplicates, after.duplicates),
    rejected: reasonsDelta(before.rejected, after.rejected),
    waiting: after.waiting - before.waiting,
    unpriced: reasonsDelta(before.unpriced, after.unpriced),
    notes: reasonsDelta(before.notes, after.notes),
    clientDrops: after.clientDrops - before.clientDrops,
    notCalls: after.notCalls - before.notCalls,
  };
}

function reasonsDelta(before: Reasons, after: Reasons): Record<string, number> {
  const grown = Object.entries(after).map(
    ([reason, count]) => [reason, count - (before[reason] ?? 0)] as const,
  );
  return Object.fromEntries(grown.filter(([, count]) => count !== 0));
}
