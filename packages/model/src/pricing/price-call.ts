import type { Call } from "../call.ts";
import type { CallPricing, CostNanoUsd, UnpricedReason } from "../cost.ts";
import { type Discount, Discounts } from "./discounts.ts";
import { LibraryPrices } from "./library-prices.ts";
import { isFineTune } from "./model-name.ts";
import { OwnPrices, type OwnPrice } from "./own-prices.ts";
import { type PriceRow, scaledRow } from "./price-row.ts";
import { priceTokens } from "./price-tokens.ts";
import { type PricedTokens, pricedTokens } from "./priced-tokens.ts";
import { type TierPrice, tierPrice } from "./service-tiers.ts";
import { statedModel } from "./stated-model.ts";

/** A price of a call: with a cost, whole or in part, or with the reason why there is none. Never a silent 0. */
interface Priced {
  readonly costNanoUsd: CostNanoUsd | null;
  readonly pricing: CallPricing;
}

/** What the config says of prices. */
export interface PricerOptions {
  /** Own prices; they beat the library's. */
  readonly prices?: readonly OwnPrice[];
  readonly discounts?: readonly Discount[];
}

/** Beyond this relative distance a reported cost is a finding. */
const REPORTED_COST_TOLERANCE = 0.05;
/** Providers and gateways round to a millionth of a dollar; smaller distances say nothing. */
const REPORTED_COST_FLOOR_NANO_USD = 1_000;

/**
 * Makes the function that prices calls: own prices first, then the library's dated prices, always at the
 * time of the call. The model that answered decides, then the one that was asked; then the service tier and the
 * discount that holds, in this order.
 *
 * @returns the call with `costNanoUsd`, `pricing` and, where it applies, the note `reported_cost_differs`
 */
export function createPricer({ prices = [], discounts = [] }: PricerOptions): (call: Call) => Call {
  const ownPrices = new OwnPrices(prices);
  const library = new LibraryPrices();
  const lists: PriceLists = {
    find: ({ provider, startTime }, model) =>
      ownPrices.find(provider, model, startTime) ?? library.find(provider, model, startTime),
    discounts: new Discounts(discounts),
  };
  return (call) => withReportedCheck({ ...call, ...priceBy(call, lists) });
}

interface PriceLists {
  readonly find: (call: Call, model: string) => PriceRow | null;
  readonly discounts: Discounts;
}

function priceBy(call: Call, lists: PriceLists): Priced {
  const tokens = pricedTokens(call);
  if (typeof tokens === "string") return unpriced(tokens);
  try {
    const found = rowOf(call, lists);
    return typeof found === "string" ? unpriced(found) : priceWith(call, tokens, found, lists);
  } catch {
    return unpriced("price_error");
  }
}

/** A price row, and the name that found it. */
interface Found {
  readonly row: PriceRow;
  readonly model: string;
}

/** A fine-tune that no list knows is not priced as the model that was asked for: that may be its base. */
function rowOf(call: Call, { find }: PriceLists): Found | UnpricedReason {
  const models = [statedModel(call.responseModel), statedModel(call.requestModel)];
  for (const model of models) {
    const row = model === null ? null : find(call, model);
    if (model !== null && row !== null) return { row, model };
    if (model !== null && isFineTune(model)) return "unknown_model";
  }
  return models.every((model) => model === null) ? "no_model" : "unknown_model";
}

function priceWith(
  call: Call,
  tokens: PricedTokens,
  { row, model }: Found,
  { discounts }: PriceLists,
): Priced {
  const tier = tierPrice(call.serviceTier, row);
  if (tier.kind === "unpriced") return unpriced(`no_price_for_tier_${tier.tier}`);
  const effective = discounts.applied(atTier(row, tier), call.provider, model, call.startTime);
  const { costNanoUsd, missing } = priceTokens(tokens, effective);
  const tierMissing = tier.kind === "at_least_standard" ? [`no_price_for_tier_${tier.tier}`] : [];
  const reason = [...missing, ...tierMissing].join(" ") || null;
  const status = reason === null ? "priced" : "partly";
  return {
    costNanoUsd,
    pricing: { status, row: effective.row, effectiveFrom: row.effectiveFrom, reason },
  };
}

function atTier(row: PriceRow, tier: TierPrice): PriceRow {
  return tier.kind === "factor" ? scaledRow(row, tier.tier, tier.factor.every, tier.factor.cacheRead) : row;
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
