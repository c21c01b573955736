/** What the head of a provider's answer says beside its status. Unknown is null. */
export interface HeaderFacts {
  /** The provider's id of the request, for its support. */
  readonly requestId: string | null;
  /** null where the provider says nothing of its limits. */
  readonly rateLimit: RateLimit | null;
}

/** Rate limits of the account, as the provider counts them after this call; whole numbers >= 0. */
export interface RateLimit {
  readonly limitRequests: number | null;
  readonly remainingRequests: number | null;
  readonly limitTokens: number | null;
  readonly remainingTokens: number | null;
}

/** OpenAI, Azure and most others; Anthropic; AWS; Azure's gateway; Cohere. */
const REQUEST_IDS = ["x-request-id", "request-id", "x-amzn-requestid", "apim-request-id"] as const;

/**
 * OpenAI: "Rate limits in headers". Anthropic: "Rate limits, response headers". Mistral (headers of its API answers)
 * counts tokens and requests a minute under names of its own.
 */
const LIMITS: Readonly<Record<keyof RateLimit, readonly string[]>> = {
  limitRequests: [
    "x-ratelimit-limit-requests",
    "anthropic-ratelimit-requests-limit",
    "x-ratelimit-limit-req-minute",
  ],
  remainingRequests: [
    "x-ratelimit-remaining-requests",
    "anthropic-ratelimit-requests-remaining",
    "x-ratelimit-remaining-req-minute",
  ],
  limitTokens: [
    "x-ratelimit-limit-tokens",
    "anthropic-ratelimit-tokens-limit",
    "x-ratelimit-limit-tokens-minute",
  ],
  remainingTokens: [
    "x-ratelimit-remaining-tokens",
    "anthropic-ratelimit-tokens-remaining",
    "x-ratelimit-remaining-tokens-minute",
  ],
};

/** @param header looks up a response header by its lower-case name */
export function readHeaders(header: (name: string) => string | null): HeaderFacts {
  const rateLimit = {
    limitRequests: countIn(LIMITS.limitRequests, header),
    remainingRequests: countIn(LIMITS.remainingRequests, header),
    limitTokens: countIn(LIMITS.limitTokens, header),
    remainingTokens: countIn(LIMITS.remainingTokens, header),
  };
  const isSaid = Object.values(rateLimit).some((count) => count !== null);
  return { requestId: firstIn(REQUEST_IDS, header), rateLimit: isSaid ? rateLimit : null };
}

function firstIn(names: readonly string[], header: (name: string) => string | null): string | null {
  for (const name of names) {
    const value = header(name);
    if (value !== null && value !== "") return value;
  }
  return null;
}

function countIn(names: readonly string[], header: (name: string) => string | null): number | null {
  const value = firstIn(names, header);
  return value !== null && /^\d{1,15}$/.test(value) ? Number(value) : null;
}
