import type { PriceRow } from "./price-row.ts";

/*
 * What a service tier does to the price of a token, as a factor on the standard rate. The price library knows standard
 * rates alone (0.1.8; its only batch rows are OpenRouter's `...:batch` models, which are models of their own).
 *
 * - OpenAI, "Batch API" and "Pricing" (platform.openai.com/docs): batch costs half. "Flex processing": billed at the
 *   rates of the Batch API. Priority has a price list by model and no one factor.
 * - Anthropic, "Batch processing" (platform.claude.com/docs): everything at half the standard price, cache writes and
 *   reads included. "Service tiers": priority is capacity bought ahead by contract, so a call's price is nobody's to say.
 * - Google, "Gemini API optimization and inference" (ai.google.dev/gemini-api/docs/optimization): batch and flex cost
 *   half, priority 75 to 100 % more, by model. It does not say that the discount of a cache comes on top, so tokens that
 *   were read from one keep their standard rate: a cost is rather too high by a little than too low.
 * - Amazon, "Amazon Bedrock service tiers" (aws.amazon.com/bedrock/service-tiers): flex at a discount, priority at a
 *   premium, by model.
 *
 * As of 2026-11-24. The factors of OpenAI and Anthropic are taken from descriptions of these pages, not from the pages.
 */

/** By the parts of a cost; a part that is left out costs what `every` says. */
export interface TierFactor {
  readonly every: number;
  readonly cacheRead?: number;
}

const HALF: TierFactor = { every: 0.5 };
/** Half, but for what is read from a cache. */
const HALF_UNCACHED: TierFactor = { every: 0.5, cacheRead: 1 };

/** The price library's provider ids (a row is `provider/model`) and the tiers with one factor for all models. */
const FACTORS: Readonly<Record<string, Readonly<Record<string, TierFactor>>>> = {
  openai: { batch: HALF, flex: HALF },
  anthropic: { batch: HALF },
  google: { batch: HALF_UNCACHED, flex: HALF_UNCACHED },
};

/** Tiers that never cost less than the standard one, but how much more is a matter of the model. */
const DEARER: Readonly<Record<string, readonly string[]>> = {
  openai: ["priority"],
  google: ["priority"],
  aws: ["priority"],
};

/** Every provider's words for its standard tier. `auto` is what was asked for where nobody said what was served. */
const STANDARD = new Set([
  "default",
  "standard",
  "auto",
  "on_demand",
  "standard_only",
  "traffic_type_unspecified",
]);

/** `unpriced`: the tier may cost less than the standard one, so that not even a lower bound is known. */
export type TierPrice =
  | { readonly kind: "standard" }
  | { readonly kind: "factor"; readonly tier: string; readonly factor: TierFactor }
  | { readonly kind: "at_least_standard" | "unpriced"; readonly tier: string };

/**
 * What a tier does to a price row: the row's own word for it first, then the provider's published factor.
 *
 * A tier without a factor is no standard call. Where it can only be dearer (OpenAI's priority), the standard price is
 * a lower bound and the call is priced partly; where it may be cheaper or paid ahead (scale, provisioned throughput,
 * flex of a provider whose discount differs by model), a cost would be a guess and the call is unpriced.
 */
export function tierPrice(serviceTier: string | null, row: PriceRow): TierPrice {
  const tier = tierName(serviceTier);
  const own = tier === null ? undefined : row.tierFactors.get(tier);
  if (tier !== null && own !== undefined) return { kind: "factor", tier, factor: { every: own } };
  if (tier === null || STANDARD.has(tier)) return { kind: "standard" };
  const factor = lookUp(FACTORS, row.provider)?.[tier];
  if (factor !== undefined) return { kind: "factor", tier, factor };
  const isDearer = lookUp(DEARER, row.provider)?.includes(tier) === true;
  return { kind: isDearer ? "at_least_standard" : "unpriced", tier };
}

/** Reasons are counted by their words: a tier that is no word must not make one of its own for each call. */
const TIER_WORD = /^[a-z0-9_]{1,40}$/;

/** `ON_DEMAND_FLEX` of Vertex AI is `flex`; a tier as lower-case letters, digits and underscores, else `other`. */
export function tierName(serviceTier: string | null): string | null {
  const word = (serviceTier ?? "")
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, "_");
  if (word === "") return null;
  const tier = word.replace(/^on_demand_(?=.)/, "");
  return TIER_WORD.test(tier) ? tier : "other";
}

function lookUp<T>(table: Readonly<Record<string, T>>, key: string | null): T | undefined {
  return key !== null && Object.hasOwn(table, key) ? table[key] : undefined;
}
