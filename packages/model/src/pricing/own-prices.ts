import { flatRate, type PriceRow } from "./price-row.ts";

/** A price that a team sets itself in `promptprof.yaml`: a discount, a self-hosted model, a model too new for the library. */
export interface OwnPrice {
  /** The model's name as calls carry it; a `*` stands for any characters. */
  readonly model: string;
  /** OpenTelemetry provider name; absent = any provider. */
  readonly provider?: string | undefined;
  /** First day it holds, ISO date (UTC); absent = since ever. */
  readonly from?: string | undefined;
  readonly inputUsdPerMTok: number;
  readonly outputUsdPerMTok: number;
  readonly cacheReadUsdPerMTok?: number | undefined;
  readonly cacheWriteUsdPerMTok?: number | undefined;
  readonly cacheWrite1hUsdPerMTok?: number | undefined;
}

interface Candidate {
  readonly matches: (provider: string | null, model: string) => boolean;
  readonly exact: boolean;
  readonly fromMs: number;
  readonly row: PriceRow;
}

/** The own price of a model at a time: an exact name beats a pattern, then the latest `from` that has come. */
export class OwnPrices {
  readonly #candidates: readonly Candidate[];

  constructor(prices: readonly OwnPrice[]) {
    this.#candidates = prices
      .map(candidate)
      .toSorted((a, b) => Number(b.exact) - Number(a.exact) || b.fromMs - a.fromMs);
  }

  find(provider: string | null, model: string, time: number): PriceRow | null {
    return this.#candidates.find((c) => c.fromMs <= time && c.matches(provider, model))?.row ?? null;
  }
}

function candidate(price: OwnPrice): Candidate {
  const pattern = new RegExp(`^${price.model.split("*").map(escapeRegExp).join(".*")}$`, "i");
  return {
    matches: (provider, model) =>
      (price.provider === undefined || price.provider === provider) && pattern.test(model),
    exact: !price.model.includes("*"),
    fromMs: price.from === undefined ? -Infinity : Date.parse(`${price.from}T00:00:00Z`),
    row: rowOf(price),
  };
}

function rowOf(price: OwnPrice): PriceRow {
  return {
    row: `config/${price.model}`,
    effectiveFrom: price.from ?? null,
    input: flatRate(price.inputUsdPerMTok),
    cacheRead: optional(price.cacheReadUsdPerMTok),
    cacheWrite: optional(price.cacheWriteUsdPerMTok),
    cacheWrite1h: optional(price.cacheWrite1hUsdPerMTok),
    output: flatRate(price.outputUsdPerMTok),
    perRequest: false,
  };
}

function optional(usdPerMTok: number | undefined): PriceRow["cacheRead"] {
  return usdPerMTok === undefined ? null : flatRate(usdPerMTok);
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
