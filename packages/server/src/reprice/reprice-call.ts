import type { Call, Note } from "@promptprof/model";

/** Rules that fire while a call is priced: a new price decides them anew. */
const PRICE_NOTES: ReadonlySet<string> = new Set<Note>(["reported_cost_differs"]);

/** The call at today's price, or null where nothing changes. */
export function repriceCall(call: Call, price: (call: Call) => Call): Call | null {
  const repriced = price({ ...call, notes: call.notes.filter((note) => !PRICE_NOTES.has(note)) });
  return samePrice(call, repriced) ? null : repriced;
}

function samePrice(a: Call, b: Call): boolean {
  return (
    a.costNanoUsd?.input === b.costNanoUsd?.input &&
    a.costNanoUsd?.cacheRead === b.costNanoUsd?.cacheRead &&
    a.costNanoUsd?.cacheWrite === b.costNanoUsd?.cacheWrite &&
    a.costNanoUsd?.output === b.costNanoUsd?.output &&
    a.pricing.status === b.pricing.status &&
    a.pricing.row === b.pricing.row &&
    a.pricing.effectiveFrom === b.pricing.effectiveFrom &&
    a.pricing.reason === b.pricing.reason &&
    a.notes.toSorted().join() === b.notes.toSorted().join()
  );
}
