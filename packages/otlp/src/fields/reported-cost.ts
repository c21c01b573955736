import { nanoUsd } from "@promptprof/model";
import type { AttributeValue } from "../wire/attribute-value.ts";
import { numberOf } from "./attribute.ts";
import type { Note } from "./notes.ts";

/** The cost in a span's attributes, in dollars, and the rule that fired where it is no number. */
export function readReportedCost(value: AttributeValue | undefined): {
  readonly usd: number | null;
  readonly notes: readonly Note[];
} {
  const usd = numberOf(value);
  return { usd, notes: value === undefined || usd !== null ? [] : ["reported_cost_unreadable_ignored"] };
}

/** What is kept of a reported cost: whole nano-dollars above 0, as far as a number holds them exactly. */
export function checkedCost(usd: number | null, tokensReported: boolean, notes: Set<Note>): number | null {
  if (usd === null) return null;
  if (usd < 0) {
    notes.add("reported_cost_negative_ignored");
    return null;
  }
  if (usd === 0) {
    if (tokensReported) notes.add("reported_cost_zero_ignored");
    return null;
  }
  const cost = nanoUsd(usd);
  if (Number.isSafeInteger(cost)) return cost;
  notes.add("reported_cost_unreadable_ignored");
  return null;
}
