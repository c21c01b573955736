import { calcPrice, type ModelPrice, type PriceCalculation } from "@pydantic/genai-prices";
import { flatRate, type PriceRow, type Rate } from "./price-row.ts";
import { isFineTune, priceLookups, type PriceLookup } from "./model-name.ts";

const MINUTE_MS = 60_000;

/**
 * Rows already looked up. A look-up costs about 17 us (measured), the arithmetic under 1 us, so a look-up is
 * kept: for ever where the price never changed, else for the minute of the call, the finest step of a
 * time-of-day price. Bounded: 20,000 rows of some 300 bytes = 6 MB, then the cache starts over.
 */
const CACHE_ROWS_MAX = 20_000;

/** No list has a longer name; such a one is text that got into the wrong attribute, and would fill the cache. */
const NAME_CHARACTERS_MAX = 512;

/** The price library's dated row for a model, or null when the library does not know the model. */
export class LibraryPrices {
  readonly #rows = new Map<string, PriceRow | null>();

  /** @param time epoch ms of the call. Prices are dated, and some depend on the time of day. */
  find(provider: string | null, model: string, time: number): PriceRow | null {
    if (model.length > NAME_CHARACTERS_MAX) return null;
    const always = `${provider ?? ""}\n${model}`;
    const minute = `${always}\n${Math.floor(time / MINUTE_MS)}`;
    const known = this.#rows.get(always) ?? this.#rows.get(minute);
    if (known !== undefined || this.#rows.has(always)) return known ?? null;
    const found = lookUp(provider, model, time);
    if (this.#rows.size >= CACHE_ROWS_MAX) this.#rows.clear();
    this.#rows.set(found.changes ? minute : always, found.row);
    return found.row;
  }
}

function lookUp(
  provider: string | null,
  model: string,
  time: number,
): { row: PriceRow | null; changes: boolean } {
  for (const lookup of priceLookups(provider, model)) {
    const found = ask(lookup, time);
    // The library finds the base of some fine-tunes by a part of their names.
    if (found !== null && isFineTune(model) && !isFineTune(found.model.id)) continue;
    if (found !== null) return { row: rowOf(found), changes: Array.isArray(found.model.prices) };
  }
  return { row: null, changes: false };
}

/** One token in and out, so that the library checks the row; what it charges for them is not used. */
function ask({ providerId, modelId }: PriceLookup, time: number): PriceCalculation | null {
  const timestamp = new Date(time);
  const options = providerId === null ? { timestamp } : { timestamp, providerId };
  return calcPrice({ input_tokens: 1, output_tokens: 1 }, modelId, options);
}

function rowOf({ provider, model, model_price: price }: PriceCalculation): PriceRow {
  return {
    row: `${provider.id}/${model.id}`,
    provider: provider.id,
    isOwn: false,
    effectiveFrom: effectiveFrom(model.prices, price),
    rates: {
      input: rate(price["input_mtok"]),
      cacheRead: rate(price["cache_read_mtok"]),
      cacheWrite: rate(price["cache_write_mtok"]),
      cacheWrite1h: rate(price["cache_write_1h_mtok"]),
      inputAudio: rate(price["input_audio_mtok"]),
      cacheReadAudio: rate(price["cache_audio_read_mtok"]),
      output: rate(price["output_mtok"]),
      outputAudio: rate(price["output_audio_mtok"]),
    },
    tierFactors: NO_FACTORS,
    perRequest: price["requests_kcount"] !== undefined,
  };
}

/** The library's rates are the standard tier's. */
const NO_FACTORS: PriceRow["tierFactors"] = new Map();

function rate(price: ModelPrice[string]): Rate | null {
  if (price === undefined) return null;
  if (typeof price === "number") return flatRate(price);
  const tiers = price.tiers.map(({ start, price: usdPerMTok }) => ({ above: start, usdPerMTok }));
  return { base: price.base, tiers: tiers.toSorted((a, b) => a.above - b.above) };
}

function effectiveFrom(prices: PriceCalculation["model"]["prices"], used: ModelPrice): string | null {
  if (!Array.isArray(prices)) return null;
  const constraint = prices.find((entry) => entry.prices === used)?.constraint;
  return constraint?.type === "start_date" ? constraint.start_date : null;
}
