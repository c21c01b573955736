import { nanoUsd } from "../cost.ts";
import { at, firstAt, type JsonRecord } from "./json.ts";
import type { ReplyNote } from "./reply-note.ts";

/** OpenRouter writes dollars in `cost`, Perplexity in `cost.total_cost`. */
const DOLLAR_PATHS = [["cost", "total_cost"], ["cost"]] as const;
/** xAI writes whole ticks of 1e-10 USD: 1,721,250 ticks are $0.000172125, ten ticks a nano-dollar. */
const TICKS_PATH = ["cost_in_usd_ticks"] as const;
const TICKS_PER_NANO_USD = 10;

/**
 * What a reply's usage says it cost.
 *
 * @param usage the usage object as the provider wrote it
 * @param notes takes the rule that fired
 * @returns whole nano-dollars > 0, or null where the reply does not say, says zero or says nonsense
 */
export function reportedCost(usage: JsonRecord | null, notes: Set<ReplyNote>): number | null {
  const ticks = at(usage, TICKS_PATH);
  const stated = ticks ?? firstAt(usage, DOLLAR_PATHS);
  if (stated === undefined || stated === null) return null;
  const doubt = doubtOf(stated);
  if (doubt !== null) notes.add(doubt);
  if (doubt !== null || typeof stated !== "number") return null;
  return ticks === stated ? Math.round(stated / TICKS_PER_NANO_USD) : nanoUsd(stated);
}

function doubtOf(stated: unknown): ReplyNote | null {
  if (typeof stated !== "number" || !Number.isFinite(stated)) return "reported_cost_unreadable_ignored";
  if (stated < 0) return "reported_cost_negative_ignored";
  return stated === 0 ? "reported_cost_zero_ignored" : null;
}
