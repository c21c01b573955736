import { expect, test } from "vitest";
import { callOf } from "./span.case.ts";

const scope = "@promptprof/sdk#0.1.0";
const attributes = {
  "gen_ai.operation.name": "chat",
  "gen_ai.request.model": "gpt-5",
  "gen_ai.usage.input_tokens": 100,
  "gen_ai.usage.output_tokens": 0,
  "promptprof.segments.paths": ["system", "system/examples", "user"],
  "promptprof.segments.kinds": ["static", "static", "variable"],
  "promptprof.segments.hashes": ["00", "11", "22"],
  "promptprof.segments.weights": [600, 300, 100],
  "promptprof.attempts": 2,
  "promptprof.team": "growth",
};

test("input tokens are shared out over the segments by their characters", () => {
  const call = callOf(attributes, { scope });
  expect(call.segments.map(({ tokens }) => tokens)).toEqual([60, 30, 10]);
  expect(call).toMatchObject({
    dialect: "promptprof",
    attempts: 2,
    team: "growth",
    outputTokens: 0,
    notes: [],
  });
});

test("without input tokens the shares are unknown, and odd lists do not break them", () => {
  const unknown = callOf({ ...attributes, "gen_ai.usage.input_tokens": undefined }, { scope });
  expect(unknown.segments.map(({ tokens }) => tokens)).toEqual([null, null, null]);
  const odd = callOf(
    { ...attributes, "promptprof.segments.weights": [-5, Number.NaN], "promptprof.segments.kinds": ["new"] },
    { scope },
  );
  expect(odd.segments).toEqual([
    { path: "system", kind: "static", hash: "00", tokens: 100 },
    { path: "system/examples", kind: "static", hash: "11", tokens: 0 },
    { path: "user", kind: "static", hash: "22", tokens: 0 },
  ]);
});

test("a call of unknown length has none, and words that are not ours are ignored", () => {
  const call = callOf(
    {
      ...attributes,
      "promptprof.duration.unknown": true,
      "promptprof.error.class": "boom",
      "promptprof.token_source": "guess",
    },
    { scope, durationMs: 0 },
  );
  expect(call).toMatchObject({ durationMs: null, tokenSource: "reported", errorClass: "other" });
});

const collected = {
  ...attributes,
  "promptprof.response.time_to_headers": 0.085,
  "promptprof.retry.wait": 1.5,
  "promptprof.response.request_id": "req_1",
  "promptprof.response.tool_calls": 2,
  "promptprof.stream.gaps.count": 199,
  "promptprof.stream.gaps.p50": 0.02,
  "promptprof.stream.gaps.p99": 0.11,
  "promptprof.stream.gaps.max": 0.4,
  "promptprof.rate_limit.requests.limit": 500,
  "promptprof.rate_limit.requests.remaining": 499,
  "promptprof.experiment": "shorter",
  "promptprof.prompt.label": "candidate",
  "promptprof.prompt.git_commit": "31afeb8",
};

test("what only our collectors see is read, seconds as milliseconds", () => {
  expect(callOf(collected, { scope })).toMatchObject({
    headersMs: 85,
    retryWaitMs: 1500,
    requestId: "req_1",
    toolCalls: 2,
    gaps: { count: 199, p50Ms: 20, p99Ms: 110, maxMs: 400 },
    rateLimit: { limitRequests: 500, remainingRequests: 499, limitTokens: null, remainingTokens: null },
    experiment: "shorter",
    versionLabel: "candidate",
    gitCommit: "31afeb8",
  });
});

test("facts that are out of range or do not fit together are unknown, since anybody can claim to be us", () => {
  const odd = {
    ...collected,
    "promptprof.response.time_to_headers": -1,
    "promptprof.retry.wait": 1e300,
    "promptprof.response.tool_calls": 1.5,
    "promptprof.stream.gaps.p50": 0.2,
    "promptprof.rate_limit.requests.limit": Number.NaN,
    "promptprof.rate_limit.requests.remaining": -3,
  };
  expect(callOf(odd, { scope })).toMatchObject({
    headersMs: null,
    retryWaitMs: null,
    toolCalls: null,
    gaps: null,
    rateLimit: null,
  });
});
