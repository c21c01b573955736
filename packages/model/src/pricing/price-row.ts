/** USD per million tokens: a base, and steps that replace it for all tokens once the whole input is larger. */
export interface Rate {
  readonly base: number;
  /** Ascending by `above` (input tokens, exclusive). */
  readonly tiers: readonly { readonly above: number; readonly usdPerMTok: number }[];
}

/** What each kind of token costs; null = the row does not say. */
export interface Rates {
  readonly input: Rate | null;
  /** Tokens of a cache without a rate of their own cost what plain input costs. */
  readonly cacheRead: Rate | null;
  readonly cacheWrite: Rate | null;
  readonly cacheWrite1h: Rate | null;
  /** Sound without a rate of its own has no price: it costs several times as much as text. */
  readonly inputAudio: Rate | null;
  readonly cacheReadAudio: Rate | null;
  readonly output: Rate | null;
  readonly outputAudio: Rate | null;
}

/** One dated price of one model. */
export interface PriceRow {
  /** `provider/model` for people; `config/...` for an own price; with the tier and the discount that were applied. */
  readonly row: string;
  /** The price library's id of the provider whose rules for service tiers hold; null = nobody's. */
  readonly provider: string | null;
  /** An own price of the config. */
  readonly isOwn: boolean;
  /** First day it holds, ISO date; null = since ever. */
  readonly effectiveFrom: string | null;
  readonly rates: Rates;
  /** Factors by service tier that the row itself states. */
  readonly tierFactors: ReadonlyMap<string, number>;
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

/**
 * A row at a share of its price: a service tier or a discount.
 *
 * @param label what people read behind the row's name, for example `batch` or `-15%`
 * @param cached the factor of what is read from a cache, where it is another
 */
export function scaledRow(row: PriceRow, label: string, factor: number, cached: number = factor): PriceRow {
  const { rates } = row;
  return {
    ...row,
    row: `${row.row} ${label}`,
    rates: {
      input: scaled(rates.input, factor),
      // Without a rate of its own a cached token costs what a plain one does, so its factor has to be written down too.
      cacheRead: scaled(rates.cacheRead ?? rates.input, cached),
      cacheWrite: scaled(rates.cacheWrite, factor),
      cacheWrite1h: scaled(rates.cacheWrite1h, factor),
      inputAudio: scaled(rates.inputAudio, factor),
      cacheReadAudio: scaled(rates.cacheReadAudio ?? rates.inputAudio, cached),
      output: scaled(rates.output, factor),
      outputAudio: scaled(rates.outputAudio, factor),
    },
  };
}

function scaled(rate: Rate | null, factor: number): Rate | null {
  if (rate === null) return null;
  const tiers = rate.tiers.map(({ above, usdPerMTok }) => ({ above, usdPerMTok: usdPerMTok * factor }));
  return { base: rate.base * factor, tiers };
}
