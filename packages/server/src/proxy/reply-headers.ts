import type { RateLimit } from "@promptprof/model";
import type { IncomingHttpHeaders } from "node:http";

/** What a provider says of a call in the head of its answer. */
export interface ReplyHeaders {
  /** The id for the provider's support. */
  readonly requestId: string | null;
  readonly rateLimit: RateLimit | null;
}

/** OpenAI and those who follow it, Anthropic, Bedrock, Azure, Google. */
const REQUEST_IDS = [
  "x-request-id",
  "request-id",
  "x-amzn-requestid",
  "apim-request-id",
  "x-goog-request-id",
];

/** Names: the providers' API references, "Rate limits". */
export function replyHeaders(headers: IncomingHttpHeaders): ReplyHeaders {
  const id = REQUEST_IDS.map((name) => headers[name]).find((value) => typeof value === "string");
  return { requestId: typeof id === "string" && id !== "" ? id : null, rateLimit: rateLimitIn(headers) };
}

function rateLimitIn(headers: IncomingHttpHeaders): RateLimit | null {
  const count = (openai: string, anthropic: string): number | null =>
    countOf(headers[`x-ratelimit-${openai}`] ?? headers[`anthropic-ratelimit-${anthropic}`]);
  const limit: RateLimit = {
    limitRequests: count("limit-requests", "requests-limit"),
    remainingRequests: count("remaining-requests", "requests-remaining"),
    limitTokens: count("limit-tokens", "tokens-limit"),
    remainingTokens: count("remaining-tokens", "tokens-remaining"),
  };
  return Object.values(limit).every((value) => value === null) ? null : limit;
}

function countOf(value: string | string[] | undefined): number | null {
  return typeof value === "string" && /^\d{1,15}$/.test(value) ? Number(value) : null;
}
