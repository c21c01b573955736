import { costOf, type CostNanoUsd } from "../cost.ts";
import { nanoUsdFor, type PriceRow, type Rate } from "./price-row.ts";
import type { PricedTokens } from "./priced-tokens.ts";

/** A cost, and what keeps it from being the whole one; then it is a lower bound. */
export interface PricedParts {
  readonly costNanoUsd: CostNanoUsd;
  readonly missing: readonly string[];
}

/**
 * The cost of tokens by a price row. Nobody reports how much of the sound was read from a cache, so both ends of what is
 * possible are priced; the cost is linear between them, and the lower end is a lower bound.
 */
export function priceTokens(tokens: PricedTokens, row: PriceRow): PricedParts {
  const most = Math.min(tokens.inputAudio, tokens.cacheRead);
  const least = Math.max(0, tokens.inputAudio - tokens.plain);
  const ends = [priceSplit(tokens, row, most), priceSplit(tokens, row, least)] as const;
  const [lower, upper] = ends.toSorted((a, b) => a.costNanoUsd.total - b.costNanoUsd.total);
  if (lower === undefined || upper === undefined || lower.costNanoUsd.total === upper.costNanoUsd.total)
    return ends[0];
  const missing = new Set([...lower.missing, ...upper.missing, "unknown_cached_audio"]);
  return { costNanoUsd: lower.costNanoUsd, missing: [...missing] };
}

function priceSplit(tokens: PricedTokens, { rates, perRequest }: PriceRow, cachedAudio: number): PricedParts {
  const missing = new Set<string>();
  const part = (name: string, count: number, ...candidates: readonly (Rate | null)[]): number => {
    const rate = candidates.find((candidate) => candidate !== null) ?? null;
    if (rate === null && count > 0) missing.add(`no_price_for_${name}`);
    return rate === null ? 0 : nanoUsdFor(rate, count, tokens.inputAll);
  };
  const plainAudio = tokens.inputAudio - cachedAudio;
  const costNanoUsd = costOf({
    input:
      part("input", tokens.plain - plainAudio, rates.input) +
      part("audio_input", plainAudio, rates.inputAudio),
    cacheRead:
      part("cache_read", tokens.cacheRead - cachedAudio, rates.cacheRead, rates.input) +
      part("audio_input", cachedAudio, rates.cacheReadAudio, rates.inputAudio),
    cacheWrite:
      part("cache_write", tokens.cacheWrite, rates.cacheWrite, rates.input) +
      part("cache_write_1h", tokens.cacheWrite1h, rates.cacheWrite1h, rates.cacheWrite, rates.input),
    output:
      part("output", (tokens.output ?? 0) - tokens.outputAudio, rates.output) +
      part("audio_output", tokens.outputAudio, rates.outputAudio),
  });
  if (tokens.writtenAudio > 0) missing.add("no_price_for_audio_cache_write");
  if (tokens.output === null) missing.add("absent_output_tokens");
  if (perRequest) missing.add("no_price_for_request");
  return { costNanoUsd, missing: [...missing] };
}
