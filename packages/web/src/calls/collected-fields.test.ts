import type { CallRow } from "@promptprof/server/contract";
import { expect, test } from "vitest";
import { answerFields, originFields, timingFields } from "./collected-fields.ts";

const nothing = {
  versionLabel: null,
  gitCommit: null,
  experiment: null,
  headersMs: null,
  gaps: null,
  retryWaitMs: null,
  toolCalls: null,
  requestId: null,
  rateLimit: null,
};
const call = (over: Partial<CallRow>): CallRow => ({ ...nothing, ...over }) as CallRow;

test("what nobody saw has no row", () => {
  const unseen = call({});
  expect([...originFields(unseen), ...timingFields(unseen), ...answerFields(unseen)]).toEqual([]);
});

test("times have their units, and a count of nothing is a count", () => {
  const gaps = { count: 1199, p50Ms: 18.4, p99Ms: 210, maxMs: 1400 };
  expect(timingFields(call({ headersMs: 85, retryWaitMs: 1500, gaps }))).toEqual([
    ["Wait between attempts", "1.50 s"],
    ["Time to headers", "85.0 ms"],
    ["Gap between tokens, p50", "18.4 ms"],
    ["Gap between tokens, p99", "210 ms"],
    ["Longest gap", "1.40 s of 1,199 gaps"],
  ]);
  expect(answerFields(call({ toolCalls: 0 }))).toEqual([["Tool calls", "0"]]);
});

test("a rate limit says what is left of how much, as far as it is known", () => {
  const rateLimit = { limitRequests: 500, remainingRequests: 0, limitTokens: null, remainingTokens: 29_950 };
  expect(answerFields(call({ rateLimit }))).toEqual([
    ["Requests left", "0 of 500"],
    ["Tokens left", "29,950"],
  ]);
});
