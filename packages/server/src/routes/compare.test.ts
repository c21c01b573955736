import { Value } from "typebox/value";
import { afterAll, beforeAll, expect, test } from "vitest";
import { CompareAnswer, type ErrorAnswer } from "../contract.ts";
import { attributesOf, bodyOf, chatSpan } from "../otlp-json.case.ts";
import { JSON_TYPE, startTestServer, type TestServer } from "../test-server.case.ts";

const now = Date.now();
const HOUR_MS = 3_600_000;
let served: TestServer;

function spanOf(n: number, version: string, startTime: number) {
  const attributes = attributesOf({
    "gen_ai.operation.name": "chat",
    "gen_ai.request.model": "own-model",
    "gen_ai.usage.input_tokens": version === "v1" ? 1000 + n : 1500 + n,
    "gen_ai.usage.output_tokens": 100 + n,
    "gen_ai.prompt.name": "greet",
    "gen_ai.prompt.version": version,
  });
  return chatSpan(n, startTime, { attributes });
}

beforeAll(async () => {
  const prices = '[{"model": "own-model", "inputUsdPerMTok": 1, "outputUsdPerMTok": 2}]';
  served = await startTestServer({ env: { PROMPTPROF_PRICES: prices, PROMPTPROF_PROJECT: "shop" } });
  const spans = Array.from({ length: 200 }, (_, i) =>
    spanOf(i, i % 2 === 0 ? "v1" : "v2", now - 2 * HOUR_MS + i * 1000),
  );
  await served.post("/v1/traces", bodyOf(spans), JSON_TYPE);
  await served.flush();
  const response = await served.post(
    "/api/v1/scores",
    JSON.stringify(
      spans.map(({ traceId, spanId }, i) => ({
        call: `${traceId}:${spanId}`,
        name: "helpful",
        // Every fifth of v1, none of v2.
        value: i % 10 === 0 ? 0 : 1,
        source: "rule",
      })),
    ),
    JSON_TYPE,
  );
  expect(response.status).toBe(200);
});
afterAll(() => served.remove());

test("two versions: the answer keeps the contract, every metric has its verdict", async () => {
  const { status, body } = await served.ask<CompareAnswer>(
    "/api/v1/compare?prompt=greet&a.version=v1&b.version=v2&project=shop",
  );
  expect(status).toBe(200);
  expect(Value.Check(CompareAnswer, body)).toBe(true);
  expect([body.a.label, body.a.calls, body.b.label, body.b.calls]).toEqual([
    "greet@v1",
    100,
    "greet@v2",
    100,
  ]);
  const verdicts = Object.fromEntries(body.comparisons.map(({ metric, verdict }) => [metric, verdict]));
  // To `now`, so that people may look again; 100 calls are not yet 300.
  expect(body.continuous).toBe(true);
  expect(verdicts["cost"]).toBe("undecided");
  expect(body.comparisons.find(({ metric }) => metric === "cost")).toMatchObject({
    change: null,
    needed: 200,
    warnings: ["the sequence starts at 300 a side: 100 so far"],
  });
  expect(body.comparisons.find(({ metric }) => metric === "score:helpful")?.a).toEqual({
    value: 0.8,
    n: 100,
  });
});

test("of a fixed number of calls the dearer version is worse, at exactly what its tokens cost", async () => {
  const { body } = await served.ask<CompareAnswer>(
    "/api/v1/compare?prompt=greet&a.version=v1&b.version=v2&continuous=false",
  );
  expect(body.continuous).toBe(false);
  const cost = body.comparisons.find(({ metric }) => metric === "cost");
  // v1 has the even n from 0 to 198 and v2 the odd ones: 1,000 + 99 and 1,500 + 100 in at $1, 199 and 200 out at $2.
  expect([cost?.a.value, cost?.b.value]).toEqual([1_497_000, 2_000_000]);
  expect(cost).toMatchObject({ verdict: "worse", unit: "nanoUsd", needed: null });
  expect(body.verdict).toBe("worse");
  expect(body.summary).toBe("B is worse on cost, better on score:helpful");
  const latency = body.comparisons.find(({ metric }) => metric === "latency_p50");
  expect(latency).toMatchObject({ verdict: "same", a: { value: 420.5, n: 100 } });
});

function window(side: string, from: number, to: number): string {
  return `${side}.from=${from}&${side}.to=${to}`;
}

test("time windows of the same prompt, and prompt by prompt", async () => {
  const [a, b] = [
    window("a", now - 2 * HOUR_MS, now - 2 * HOUR_MS + 100_000),
    window("b", now - 2 * HOUR_MS + 100_000, now - HOUR_MS),
  ];
  const { status, body } = await served.ask<CompareAnswer>(`/api/v1/compare?by=prompt&${a}&${b}`);
  expect(status).toBe(200);
  expect([body.a.calls, body.b.calls, body.prompts?.length]).toEqual([100, 100, 1]);
  expect(body.summary).toMatch(/^safe to move 0 of 1 prompts; /);
});

test.each([
  [
    "compare?prompt=greet",
    "a and b are the same calls; say how they differ, for example with a.version=v1&b.version=v2",
  ],
  [
    "compare?a.version=v1&b.version=v2&a.from=soon",
    'a: from: "soon" is not ISO 8601 with a zone or epoch milliseconds, for example 2026-11-24T00:00:00Z',
  ],
  ["compare?a.version=v1&b.versoin=v2", "b.versoin: unknown key; did you mean b.version?"],
  ["compare?a.version=v1&b.version=v2&by=model", 'by: "model" is not one of prompt'],
])("a wrong question is one line: %s", async (path, message) => {
  const { status, body } = await served.ask<ErrorAnswer>(`/api/v1/${path}`);
  expect({ status, error: body.error }).toEqual({ status: 400, error: message });
});
