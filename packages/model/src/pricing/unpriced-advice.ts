import type { OwnPrice } from "./own-prices.ts";

/** What a person can do about a call without a price, or with a price for a part of it. */
export interface UnpricedAdvice {
  /** Lower case and without a full stop, to stand in a list or behind a colon. */
  readonly sentence: string;
  /** The lines of `promptprof.yaml` that price such calls, prices left open; empty = no price helps. */
  readonly yaml: readonly string[];
}

type PriceKey = Extract<keyof OwnPrice, `${string}UsdPerMTok`>;

/** Advice for one reason, and what an own price needs to heal it; null = no price does. */
interface Remedy {
  readonly sentence: string;
  readonly keys: readonly PriceKey[] | null;
  readonly tier?: string;
}

const REQUIRED: readonly PriceKey[] = ["inputUsdPerMTok", "outputUsdPerMTok"];

const REMEDIES: Readonly<Record<string, Remedy>> = {
  unknown_model: {
    sentence: "add what you pay to promptprof.yaml, in US dollars per million tokens",
    keys: [],
  },
  no_model: {
    sentence: "the instrumentation names no model: set gen_ai.request.model on its spans",
    keys: null,
  },
  absent_tokens: {
    sentence:
      "the provider's usage is not passed on; for OpenAI streams ask for it: stream_options: { include_usage: true }",
    keys: null,
  },
  failed_without_tokens: {
    sentence: "nothing to do: the calls failed without tokens, and most providers charge nothing then",
    keys: null,
  },
  impossible_tokens: {
    sentence:
      "the reported token counts contradict each other; look at these calls and their instrumentation",
    keys: null,
  },
  price_error: {
    sentence: "the price library failed on these calls; this is worth a bug report",
    keys: null,
  },
  absent_output_tokens: {
    sentence: "the output was not reported, as in a stream that was cut: the cost is that of the input",
    keys: null,
  },
  unknown_cached_audio: {
    sentence: "nobody reports how much of the sound came from a cache: the cost is the least it can be",
    keys: null,
  },
  no_price_for_audio_cache_write: {
    sentence: "sound that is written to a cache has no known price: it is counted at the price of text",
    keys: null,
  },
  no_price_for_request: {
    sentence: "the provider also charges for each request, which tokens do not show",
    keys: null,
  },
  no_price_for_audio_input: missingRate("sound in the input", "inputAudioUsdPerMTok"),
  no_price_for_audio_output: missingRate("sound in the output", "outputAudioUsdPerMTok"),
  no_price_for_input: missingRate("input", "inputUsdPerMTok"),
  no_price_for_output: missingRate("output", "outputUsdPerMTok"),
  no_price_for_cache_read: missingRate("input read from a cache", "cacheReadUsdPerMTok"),
  no_price_for_cache_write: missingRate("input written to a cache", "cacheWriteUsdPerMTok"),
  no_price_for_cache_write_1h: missingRate("input written to a cache for an hour", "cacheWrite1hUsdPerMTok"),
};

function missingRate(what: string, key: PriceKey): Remedy {
  return { sentence: `the price list has no price for ${what}: an own price can have one`, keys: [key] };
}

/**
 * What to do about a reason of `pricing`, which for a partly priced call can be several, separated by spaces.
 *
 * @returns null for a reason that nobody has advice for
 */
export function unpricedAdvice(
  reason: string,
  provider: string | null,
  model: string | null,
): UnpricedAdvice | null {
  const remedies = reason.split(" ").flatMap((word) => remedyOf(word) ?? []);
  if (remedies.length === 0) return null;
  const healing = remedies.filter(({ keys }) => keys !== null);
  const keys = new Set([...REQUIRED, ...healing.flatMap((remedy) => remedy.keys ?? [])]);
  const tiers = healing.flatMap(({ tier }) => tier ?? []);
  const isPriceable = healing.length > 0 && model !== null;
  return {
    sentence: [...new Set(remedies.map(({ sentence }) => sentence))].join("; "),
    yaml: isPriceable ? ["prices:", ...priceEntry({ model, provider, keys: [...keys], tiers })] : [],
  };
}

const TIER_PREFIX = "no_price_for_tier_";

function remedyOf(word: string): Remedy | undefined {
  if (Object.hasOwn(REMEDIES, word)) return REMEDIES[word];
  if (!word.startsWith(TIER_PREFIX)) return undefined;
  const tier = word.slice(TIER_PREFIX.length);
  const sentence = `no one factor is known for the service tier ${tier}: an own price can have one, 1 for the standard price`;
  return { sentence, keys: [], tier };
}

interface PriceEntry {
  readonly model: string;
  readonly provider?: string | null;
  readonly keys?: readonly PriceKey[];
  readonly tiers?: readonly string[];
  /** Behind the name, for people. */
  readonly comment?: string;
}

/** An entry below `prices:`, to be filled in. */
export function priceEntry({ model, provider, keys, tiers = [], comment }: PriceEntry): string[] {
  return [
    `  - model: ${quoted(model)}${comment === undefined ? "" : ` # ${comment}`}`,
    ...(provider === undefined || provider === null ? [] : [`    provider: ${quoted(provider)}`]),
    ...(keys ?? REQUIRED).map((key) => `    ${key}:`),
    ...(tiers.length === 0 ? [] : ["    tiers:", ...tiers.map((tier) => `      ${quoted(tier)}:`)]),
  ];
}

/** JSON allows these as they are, YAML does not: DEL and the C1 controls, line separators, byte order marks. */
const UNPRINTABLE = /[\u007F-\u009F\u2028\u2029\uFEFF\uFFFE\uFFFF]/g;

/** JSON is YAML too, so that a name with a colon, a hash or a star stays a name. */
function quoted(name: string): string {
  return JSON.stringify(name).replace(
    UNPRINTABLE,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
