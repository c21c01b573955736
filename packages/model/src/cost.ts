/**
 * The cost of a call in integer nano-dollars (1e-9 USD). `total` is the sum of the four parts, exactly.
 * A JavaScript number holds it exactly up to 2^53 nano-dollars = 9,007,199 USD.
 */
export interface CostNanoUsd {
  /** Input that was neither read from nor written to a cache. */
  readonly input: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
  /** Output, reasoning included. */
  readonly output: number;
  readonly total: number;
}

/** Why a call has no price. Each is something a person can act on. */
export const UNPRICED_REASONS = [
  /** No price row of the library or of the config knows this model. */
  "unknown_model",
  /** The instrumentation named no model at all. */
  "no_model",
  /** The model has a price, but input or output tokens were never reported. */
  "absent_tokens",
  /** The call failed and reported no tokens; most providers charge nothing then, but nobody said so. */
  "failed_without_tokens",
  /** The counts contradict each other, for example more cached than input tokens. */
  "impossible_tokens",
  /** The price library failed on this call. */
  "price_error",
] as const;
export type UnpricedReason =
  | (typeof UNPRICED_REASONS)[number]
  /** The tier that served the call has no known price, and may cost less than the standard one. */
  | `no_price_for_tier_${string}`;

/**
 * Which price row produced a cost, or why there is none.
 * `partly` = some tokens of the call have no price, or a part of theirs; `reason` names what is missing, separated by
 * spaces, and the cost is a lower bound.
 */
export interface CallPricing {
  readonly status: "priced" | "partly" | "unpriced";
  /** `provider/model` of the price row, `config/...` for an own price; then tier and discount: `openai/gpt-4o batch -15%`. */
  readonly row: string | null;
  /** First day the row holds, ISO date; null = since ever. */
  readonly effectiveFrom: string | null;
  /** An `UnpricedReason`, or for a partly priced call the parts without a price. */
  readonly reason: string | null;
}

/** Sum of parts and the total, by the only way a cost is ever made. Parts are integers >= 0. */
export function costOf(parts: Omit<CostNanoUsd, "total">): CostNanoUsd {
  return { ...parts, total: parts.input + parts.cacheRead + parts.cacheWrite + parts.output };
}

/** Dollars as a provider or a library writes them, to integer nano-dollars. Rounds once, to nearest. */
export function nanoUsd(usd: number): number {
  return Math.round(usd * 1e9);
}
