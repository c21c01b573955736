import { DatedRules, type DatedRule } from "./dated-rules.ts";
import { libraryProvider } from "./model-name.ts";
import { flatRate, type PriceRow, type Rate } from "./price-row.ts";
import { tierName } from "./service-tiers.ts";

/** A price that a team sets itself in `promptprof.yaml`: a contract, a self-hosted model, a model too new for the library. */
export interface OwnPrice extends DatedRule {
  readonly model: string;
  readonly inputUsdPerMTok: number;
  readonly outputUsdPerMTok: number;
  readonly cacheReadUsdPerMTok?: number | undefined;
  readonly cacheWriteUsdPerMTok?: number | undefined;
  readonly cacheWrite1hUsdPerMTok?: number | undefined;
  /** Sound; absent = it has no price, and calls with sound are priced partly. */
  readonly inputAudioUsdPerMTok?: number | undefined;
  readonly outputAudioUsdPerMTok?: number | undefined;
  /** What replaces these prices for all tokens of a call once its input is larger. */
  readonly steps?: readonly PriceStep[] | undefined;
  /** Factors by service tier, for example `{ batch: 0.5 }`; a tier that is not named keeps its provider's rule. */
  readonly tiers?: Readonly<Record<string, number>> | undefined;
}

export interface PriceStep {
  /** Input tokens, exclusive. */
  readonly above: number;
  readonly inputUsdPerMTok: number;
  readonly outputUsdPerMTok: number;
  readonly cacheReadUsdPerMTok?: number | undefined;
}

/** The own price of a model at a time. */
export class OwnPrices {
  readonly #rules: DatedRules<OwnPrice>;

  constructor(prices: readonly OwnPrice[]) {
    this.#rules = new DatedRules(prices);
  }

  find(provider: string | null, model: string, time: number): PriceRow | null {
    const price = this.#rules.find(provider, model, time);
    return price === null ? null : rowOf(price, provider);
  }
}

function rowOf(price: OwnPrice, provider: string | null): PriceRow {
  return {
    row: `config/${price.model}`,
    provider: provider === null ? null : libraryProvider(provider),
    isOwn: true,
    effectiveFrom: price.from ?? null,
    rates: {
      input: stepped(price, "inputUsdPerMTok"),
      cacheRead: stepped(price, "cacheReadUsdPerMTok"),
      cacheWrite: optional(price.cacheWriteUsdPerMTok),
      cacheWrite1h: optional(price.cacheWrite1hUsdPerMTok),
      inputAudio: optional(price.inputAudioUsdPerMTok),
      cacheReadAudio: null,
      output: stepped(price, "outputUsdPerMTok"),
      outputAudio: optional(price.outputAudioUsdPerMTok),
    },
    tierFactors: new Map(
      Object.entries(price.tiers ?? {}).map(([tier, factor]) => [tierName(tier) ?? tier, factor]),
    ),
    perRequest: false,
  };
}

/** A step that does not name a price leaves it as it was. */
function stepped(
  price: OwnPrice,
  key: "inputUsdPerMTok" | "outputUsdPerMTok" | "cacheReadUsdPerMTok",
): Rate | null {
  const base = price[key];
  if (base === undefined) return null;
  const tiers = (price.steps ?? []).flatMap(({ above, [key]: usdPerMTok }) =>
    usdPerMTok === undefined ? [] : [{ above, usdPerMTok }],
  );
  return { base, tiers: tiers.toSorted((a, b) => a.above - b.above) };
}

function optional(usdPerMTok: number | undefined): Rate | null {
  return usdPerMTok === undefined ? null : flatRate(usdPerMTok);
}
