import type { LedgerAnswer } from "@promptprof/server/contract";
import { formatExact } from "../format/count.ts";

/** A reason as it stands in the store, in words: `unknown_model` is "unknown model". A space stands between several. */
export function reasonWords(reason: string): string {
  return reason.replaceAll(" ", ", ").replaceAll("_", " ");
}

/** Reasons and their counts, the largest first: `unknown model 100, absent tokens 20`. */
export function reasonsInWords(reasons: Readonly<Record<string, number>>): string {
  return Object.entries(reasons)
    .filter(([, count]) => count > 0)
    .toSorted(([, a], [, b]) => b - a)
    .map(([reason, count]) => `${reasonWords(reason)} ${formatExact(count)}`)
    .join(", ");
}

/** Is any call unpriced that did more than fail? Most providers charge nothing for those that failed without tokens. */
export function isUnpricedWorthALook(unpriced: LedgerAnswer["unpriced"]): boolean {
  return sumOf({ ...unpriced, failed_without_tokens: 0 }) > 0;
}

/** Rules of which a person should look at the calls. */
const NOTES_TO_LOOK_AT = ["possible_duplicate", "reported_cost_differs"] as const;

/** The stored calls to look at, by the rule that fired on them; `/calls` can list each. */
export function notesToLookAt(
  notes: LedgerAnswer["notes"],
): { readonly note: string; readonly calls: number }[] {
  return NOTES_TO_LOOK_AT.map((note) => ({ note, calls: notes[note] ?? 0 })).filter(({ calls }) => calls > 0);
}

export function sumOf(reasons: Readonly<Record<string, number>>): number {
  return Object.values(reasons).reduce((sum, count) => sum + count, 0);
}

/** received - (stored + duplicate + rejected + waiting): always 0, and the page says so when it is not. */
export function ledgerGap(ledger: LedgerAnswer): number {
  return ledger.received - ledger.stored - ledger.duplicate - sumOf(ledger.rejected) - ledger.waiting;
}
