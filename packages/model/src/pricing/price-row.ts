/** USD per million tokens: a base, and steps that replace it for all tokens once the whole input is larger. */
export interface Rate {
  readonly base: number;
  /** Ascending by `above` (input tokens, exclusive). */
  readonly tiers: readonly { readonly above: number; readonly usdPerMTok: number }[];
}

/** One dated price of one model. A missing cache rate means those tokens cost what plain input costs. */
export interface PriceRow {
  /** `provider/model` for people; `config/...` for an own price. */
  readonly row: string;
  /** First day it holds, ISO date; null = since ever. */
  readonly effectiveFrom: string | null;
  readonly input: Rate | null;
  readonly cacheRead: Rate | null;
  readonly cacheWrite: Rate | null;
  readonly cacheWrite1h: Rate | null;
  readonly output: Rate | null;
  /** The provider also charges for each request, which tokens do not show. */
  readonly perRequest: boolean;
}

export function flatRate(usdPerMTok: number): Rate {
  return { base: usdPerMTok, tiers: [] };
}

/**
 * Price of some tokens of a call, in nano-dollars, rounded once.
 * USD per million tokens x 1000 = nano-dollars per token.
 *
 * @param tokens      tokens of this part, >= 0
 * @param inputTokens all input tokens of the call: they choose the tier (Gemini, Claude Sonnet long context)
 */
export function nanoUsdFor(rate: Rate, tokens: number, inputTokens: number): number {
  let usdPerMTok = rate.base;
  for (const tier of rate.tiers) if (inputTokens > tier.above) usdPerMTok = tier.usdPerMTok;
  return Math.round(usdPerMTok * 1000 * tokens);
}
