import type { RateLimit } from "../call.ts";

/** What the head of a provider's answer says beside its status. Unknown is null. */
export interface HeaderFacts {
  /** The provider's id of the request, for its support. */
  readonly requestId: string | null;
  /** null where the provider says nothing of its limits. */
  readonly rateLimit: RateLimit | null;
}

/** OpenAI, Azure and most others; Anthropic; AWS; Azure's gateway; Google. */
const REQUEST_IDS = [
  "x-request-id",
  "request-id",
  "x-amzn-requestid",
  "apim-request-id",
  "x-goog-request-id",
] as const;

type LimitNames = Readonly<Record<keyof RateLimit, string>>;

/**
 * OpenAI: "Rate limits in headers". Anthropic: "Rate limits, response headers". Mistral (headers of its API answers)
 * counts tokens and requests a minute under names of its own.
 */
const LIMITS: readonly LimitNames[] = [
  {
    limitRequests: "x-ratelimit-limit-requests",
    remainingRequests: "x-ratelimit-remaining-requests",
    limitTokens: "x-ratelimit-limit-tokens",
    remainingTokens: "x-ratelimit-remaining-tokens",
  },
  {
    limitRequests: "anthropic-ratelimit-requests-limit",
    remainingRequests: "anthropic-ratelimit-requests-remaining",
    limitTokens: "anthropic-ratelimit-tokens-limit",
    remainingTokens: "anthropic-ratelimit-tokens-remaining",
  },
  {
    limitRequests: "x-ratelimit-limit-req-minute",
    remainingRequests: "x-ratelimit-remaining-req-minute",
    limitTokens: "x-ratelimit-limit-tokens-minute",
    remainingTokens: "x-ratelimit-remaining-tokens-minute",
  },
];

type Header = (name: string) => string | null;

/** @param header looks up a response header by its lower-case name */
export function readHeaders(header: Header): HeaderFacts {
  return { requestId: requestIdIn(header), rateLimit: rateLimitIn(header) };
}

function requestIdIn(header: Header): string | null {
  for (const name of REQUEST_IDS) {
    const value = header(name);
    if (value !== null && value !== "") return value;
  }
  return null;
}

/** The first provider's names that say anything. */
function rateLimitIn(header: Header): RateLimit | null {
  for (const names of LIMITS) {
    const limit = {
      limitRequests: countIn(names.limitRequests, header),
      remainingRequests: countIn(names.remainingRequests, header),
      limitTokens: countIn(names.limitTokens, header),
      remainingTokens: countIn(names.remainingTokens, header),
    };
    if (
      (limit.limitRequests ?? limit.remainingRequests ?? limit.limitTokens ?? limit.remainingTokens) !== null
    )
      return limit;
  }
  return null;
}

function countIn(name: string, header: Header): number | null {
  const value = header(name);
  return value !== null && /^\d{1,15}$/.test(value) ? Number(value) : null;
}
