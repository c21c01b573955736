import { callModel, type Call } from "../call.ts";
import { costOf, type CallPricing, type CostNanoUsd, type UnpricedReason } from "../cost.ts";
import { LibraryPrices } from "./library-prices.ts";
import { OwnPrices, type OwnPrice } from "./own-prices.ts";
import { nanoUsdFor, type PriceRow, type Rate } from "./price-row.ts";

/** A price of a call: with a cost, whole or in part, or with the reason why there is none. Never a silent 0. */
interface Priced {
  readonly costNanoUsd: CostNanoUsd | null;
  readonly pricing: CallPricing;
}

/** Beyond this relative distance a reported cost is a finding. */
const REPORTED_COST_TOLERANCE = 0.05;
/** Providers and gateways round to a millionth of a dollar; smaller distances say nothing. */
const REPORTED_COST_FLOOR_NANO_USD = 1_000;

/**
 * Makes the function that prices calls: own prices first, then the library's dated prices, always at the
 * time of the call. The model that answered decides, then the one that was asked.
 *
 * @param own prices of the config
 * @returns the call with `costNanoUsd`, `pricing` and, where it applies, the note `reported_cost_differs`
 */
export function createPricer(own: readonly OwnPrice[]): (call: Call) => Call {
  const ownPrices = new OwnPrices(own);
  const library = new LibraryPrices();
  const rowOf = (call: Call): PriceRow | UnpricedReason => {
    const models = [call.responseModel, call.requestModel].filter((model) => model !== null);
    for (const model of models) {
      const row =
        ownPrices.find(call.provider, model, call.startTime) ??
        library.find(call.provider, model, call.startTime);
      if (row !== null) return row;
    }
    return callModel(call) === null ? "no_model" : "unknown_model";
  };
  return (call) => withReportedCheck({ ...call, ...priceBy(call, rowOf) });
}

function priceBy(call: Call, rowOf: (call: Call) => PriceRow | UnpricedReason): Priced {
  const tokens = pricedTokens(call);
  if (typeof tokens === "string") return unpriced(tokens);
  let row: PriceRow | UnpricedReason;
  try {
    row = rowOf(call);
  } catch {
    return unpriced("price_error");
  }
  return typeof row === "string" ? unpriced(row) : priceTokens(tokens, row);
}

interface PricedTokens {
  readonly inputAll: number;
  readonly input: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
  readonly cacheWrite1h: number;
  /** null = never reported: the input is priced and the call is "partly". */
  readonly output: number | null;
}

function pricedTokens(call: Call): PricedTokens | UnpricedReason {
  if (call.inputTokens === null) {
    return call.errorClass === null ? "absent_tokens" : "failed_without_tokens";
  }
  const cacheRead = call.cacheReadTokens ?? 0;
  const cacheWrites = call.cacheWriteTokens ?? 0;
  const cacheWrite1h = Math.min(call.cacheWrite1hTokens ?? 0, cacheWrites);
  const input = call.inputTokens - cacheRead - cacheWrites;
  if (input < 0) return "impossible_tokens";
  const output = call.outputTokens ?? (call.operation === "embeddings" ? 0 : null);
  return {
    inputAll: call.inputTokens,
    input,
    cacheRead,
    cacheWrite: cacheWrites - cacheWrite1h,
    cacheWrite1h,
    output,
  };
}

function priceTokens(tokens: PricedTokens, row: PriceRow): Priced {
  const missing: string[] = [];
  const part = (name: string, count: number, ...rates: readonly (Rate | null)[]): number => {
    const rate = rates.find((candidate) => candidate !== null) ?? null;
    if (rate === null && count > 0) missing.push(`no_price_for_${name}`);
    return rate === null ? 0 : nanoUsdFor(rate, count, tokens.inputAll);
  };
  const costNanoUsd = costOf({
    input: part("input", tokens.input, row.input),
    cacheRead: part("cache_read", tokens.cacheRead, row.cacheRead, row.input),
    cacheWrite:
      part("cache_write", tokens.cacheWrite, row.cacheWrite, row.input) +
      part("cache_write_1h", tokens.cacheWrite1h, row.cacheWrite1h, row.cacheWrite, row.input),
    output: part("output", tokens.output ?? 0, row.output),
  });
  if (tokens.output === null) missing.push("absent_output_tokens");
  if (row.perRequest) missing.push("no_price_for_request");
  const reason = missing.length > 0 ? missing.join(" ") : null;
  const status = reason === null ? "priced" : "partly";
  return { costNanoUsd, pricing: { status, row: row.row, effectiveFrom: row.effectiveFrom, reason } };
}

function unpriced(reason: UnpricedReason): Priced {
  return { costNanoUsd: null, pricing: { status: "unpriced", row: null, effectiveFrom: null, reason } };
}

function withReportedCheck(call: Call): Call {
  if (call.reportedCostNanoUsd === null || call.costNanoUsd === null || call.pricing.status !== "priced")
    return call;
  const distance = Math.abs(call.reportedCostNanoUsd - call.costNanoUsd.total);
  const allowed = Math.max(REPORTED_COST_FLOOR_NANO_USD, REPORTED_COST_TOLERANCE * call.costNanoUsd.total);
  return distance <= allowed ? call : { ...call, notes: [...call.notes, "reported_cost_differs"] };
}
