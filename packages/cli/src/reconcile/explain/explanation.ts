import type { SomeAmounts } from "../amounts.ts";

/** Everything that a gap is ever put down to, by the name that `--json` has. */
export const CAUSES = {
  other_provider: "calls of another provider, which another invoice bills",
  other_charge: "charges that are no model's tokens",
  day_not_over: "a day that is not over",
  missing_day: "days on which promptprof has nothing",
  missing_key: "keys that promptprof never saw",
  missing_model: "models that promptprof never saw",
  missing_model_day: "models that promptprof did not see on some days",
  day_only_ours: "days on which the invoice has nothing",
  key_only_ours: "keys that the invoice does not have",
  model_only_ours: "models that the invoice does not have",
  model_day_only_ours: "models that the invoice does not have on some days",
  day_boundary: "usage that lies on another day",
  counted_twice: "calls that are counted more than once",
  cache_not_counted: "cached tokens that our input leaves out",
  cache_counted_twice: "cached tokens that our input counts twice",
  possible_duplicates: "calls marked as possible duplicates",
  calls_without_tokens: "calls whose tokens were never reported",
  failed_calls_without_tokens: "failed calls without tokens",
  missing_calls: "calls that never arrived",
  unseen_requests: "requests that are no call of ours",
  unbilled_failures: "failed calls that the provider does not count",
  cache_parts_absent: "cached tokens that were reported as plain input",
  estimated_tokens: "estimated tokens",
  unpriced_calls: "calls without a price",
  rounding: "rounded lines of the invoice",
  price_difference: "another price for the same tokens",
  lost_on_the_way: "spans that were rejected, dropped or not settled yet",
} as const;
export type Cause = keyof typeof CAUSES;

/** `shown` by the numbers themselves; `likely` and `possible`: the numbers fit, and other causes would fit too. */
export type Certainty = "shown" | "likely" | "possible";

/** A part of the gap and what it is put down to. */
export interface Explanation {
  readonly cause: Cause;
  readonly certainty: Certainty;
  /** The invoice's names, or ours where the invoice has none; empty = all. */
  readonly models: readonly string[];
  /** UTC days, oldest first; empty = all. */
  readonly days: readonly string[];
  /** The part of the gap it accounts for, ours minus the invoice's; never more than there is. Empty = a hint. */
  readonly amounts: SomeAmounts;
  /** What was seen, in a sentence. */
  readonly facts: string;
  /** What to do about it, in a sentence. */
  readonly advice: string;
}
