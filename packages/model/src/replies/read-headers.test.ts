import { expect, test } from "vitest";
import { readHeaders } from "./read-headers.ts";

const read = (headers: Readonly<Record<string, string>>) => readHeaders((name) => headers[name] ?? null);

test("OpenAI's and Anthropic's limits are read by their own names", () => {
  const openai = read({
    "x-request-id": "req_1",
    "x-ratelimit-limit-requests": "60",
    "x-ratelimit-remaining-tokens": "149984",
    "x-ratelimit-reset-tokens": "6m0s",
  });
  expect(openai).toEqual({
    requestId: "req_1",
    rateLimit: { limitRequests: 60, remainingRequests: null, limitTokens: null, remainingTokens: 149_984 },
  });
  const anthropic = read({ "request-id": "req_2", "anthropic-ratelimit-requests-remaining": "0" });
  expect(anthropic).toMatchObject({ requestId: "req_2", rateLimit: { remainingRequests: 0 } });
});

test("what is no count is unknown, and a head that says nothing has no limits", () => {
  expect(read({ "x-ratelimit-remaining-requests": "many", "x-request-id": "" })).toEqual({
    requestId: null,
    rateLimit: null,
  });
});
