import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type {
  CallsAnswer,
  ErrorAnswer,
  PromptsAnswer,
  SeriesAnswer,
  TotalsAnswer,
  VersionsAnswer,
} from "../contract.ts";
import { attributesOf, bodyOf, chatSpan } from "../otlp-json.case.ts";
import { JSON_TYPE, startTestServer, type TestServer } from "../test-server.case.ts";

const now = Date.now();
const HOUR_MS = 3_600_000;
let served: TestServer;

function ownCall(prompt: string, version: string) {
  return attributesOf({
    "gen_ai.operation.name": "chat",
    "gen_ai.request.model": "own-model",
    "gen_ai.usage.input_tokens": 1000,
    "gen_ai.usage.output_tokens": 100,
    "gen_ai.prompt.name": prompt,
    "gen_ai.prompt.version": version,
  });
}

beforeAll(async () => {
  const prices = '[{"model": "own-model", "inputUsdPerMTok": 1, "outputUsdPerMTok": 2}]';
  served = await startTestServer({ env: { PROMPTPROF_PRICES: prices, PROMPTPROF_PROJECT: "shop" } });
  const unnamed = attributesOf({ "gen_ai.operation.name": "chat", "gen_ai.request.model": "mystery" });
  await served.post(
    "/v1/traces",
    bodyOf([
      chatSpan(1, now - 2 * HOUR_MS, { attributes: ownCall("greet", "v1") }),
      chatSpan(2, now - HOUR_MS, { attributes: ownCall("greet", "v2") }),
      chatSpan(3, now - HOUR_MS, { attributes: ownCall("sort", "v1") }),
      chatSpan(4, now - HOUR_MS / 2, { attributes: unnamed }),
    ]),
    JSON_TYPE,
  );
  await served.flush();
});
afterAll(() => served.remove());

async function ask<T>(path: string): Promise<T> {
  const { status, body } = await served.ask<T>(`/api/v1/${path}`);
  expect({ status, error: status === 200 ? null : body }).toEqual({ status: 200, error: null });
  return body;
}

describe("answers", () => {
  test("prompts by cost, unnamed calls by model, times in ISO 8601", async () => {
    const { prompts, source } = await ask<PromptsAnswer>("prompts");
    expect(prompts.map(({ prompt, model, calls, versions }) => [prompt, model, calls, versions])).toEqual([
      ["greet", null, 2, 2],
      ["sort", null, 1, 1],
      [null, "mystery", 1, 0],
    ]);
    // 1,000 tokens at $1 and 100 at $2 a million: $0.0012 a call.
    expect(prompts[0]?.costNanoUsd).toMatchObject({ input: 2_000_000, output: 400_000, total: 2_400_000 });
    expect(prompts[0]).toMatchObject({ inputTokens: 2000, outputTokens: 200, unpricedCalls: 0 });
    expect(Date.parse(prompts[0]?.firstSeen ?? "")).toBeLessThanOrEqual(now - 2 * HOUR_MS);
    expect(prompts[0]?.trend.calls.reduce((a, b) => a + b, 0)).toBe(2);
    expect(Date.parse(source.from)).toBeLessThanOrEqual(Date.parse(source.to));
  });

  test("totals with the range before", async () => {
    const range = `from=${now - 1.5 * HOUR_MS}&to=${now}`;
    const { current, previous } = await ask<TotalsAnswer>(`totals?${range}`);
    expect([current.calls, current.unpricedCalls, previous.calls]).toEqual([3, 1, 1]);
  });

  test("versions and series of one prompt", async () => {
    const { versions } = await ask<VersionsAnswer>("versions?prompt=greet");
    expect(versions.map(({ version, models }) => [version, models])).toEqual([
      ["v2", ["own-model"]],
      ["v1", ["own-model"]],
    ]);
    const series = await ask<SeriesAnswer>(
      `series?metric=durationMs&prompt=greet&by=version&step=3600000&from=${now - 24 * HOUR_MS}`,
    );
    expect(series.points.map(({ group, n }) => [group, n])).toEqual([
      ["v1", 1],
      ["v2", 1],
    ]);
    expect(series.points[0]?.values["p50"]).toBeCloseTo(420.5, 0);
    expect(series.groups).toEqual({ shown: 2, all: 2 });
    expect(series.error).toBe(series.source.quantileError);
  });

  test("the empty text means calls that have none", async () => {
    const { calls } = await ask<CallsAnswer>("calls?prompt=&project=shop");
    expect(calls.map(({ requestModel, pricing }) => [requestModel, pricing.status])).toEqual([
      ["mystery", "unpriced"],
    ]);
  });

  test("pages of calls, newest first, follow each other without gap or repetition", async () => {
    const seen: string[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const page: CallsAnswer = await ask(
        `calls?limit=1${cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`}`,
      );
      seen.push(...page.calls.map(({ spanId }) => spanId));
      cursor = page.nextCursor;
    }
    expect(seen).toHaveLength(4);
    expect(new Set(seen).size).toBe(4);
  });

  test("ten years, the last moment and all of time are ranges like others", async () => {
    const ranges = [
      `from=${now - 3652 * 24 * HOUR_MS}`,
      `from=0`,
      `from=0&to=4102444800000`,
      `from=${now - 1}&to=${now}`,
      "from=2026-01-01&to=2026-01-01T00:00:00.001Z",
      "from=2016-11-24T00:00:00%2B02:00",
    ];
    for (const range of ranges) {
      for (const question of [
        "prompts",
        "totals",
        "versions",
        "calls",
        "ledger",
        "series?metric=cost",
        "series?metric=errors&by=model",
      ]) {
        const path = `${question}${question.includes("?") ? "&" : "?"}${range}`;
        const { status, body } = await served.ask(`/api/v1/${path}`);
        expect({ path, status, error: status === 200 ? null : body }).toEqual({
          path,
          status: 200,
          error: null,
        });
      }
    }
  });
});

describe("questions that are wrong say everything that is wrong, in one line", () => {
  const wrong: readonly (readonly [question: string, says: RegExp])[] = [
    [
      "prompts?from=yesterday",
      /^from: "yesterday" is not ISO 8601 with a zone or epoch milliseconds, for example 2026-11-24T00:00:00Z$/,
    ],
    ["prompts?from=2026-11-24T10:00", /^from: "2026-11-24T10:00" is not ISO 8601 with a zone/],
    ["totals?from=-5", /^from: "-5" is not ISO 8601/],
    [
      "totals?from=1795521600000000",
      /^from: "1795521600000000" is outside 1970 to 2100; epoch times are in milliseconds$/,
    ],
    [
      "versions?from=2026-11-25&to=2026-11-24",
      /^from: 2026-11-25T00:00:00\.000Z is not before to, 2026-11-24T00:00:00\.000Z$/,
    ],
    ["calls?from=x&to=y", /^to: "y" .*; from: "x" /],
    ["calls?limit=0", /^limit: 0 is not a whole number from 1 to 1000/],
    ["calls?limit=ten", /^limit: "ten" is not a whole number from 1 to 1000/],
    ["calls?limit=1.5", /^limit: 1\.5 is not a whole number/],
    ["calls?promt=greet", /^promt: unknown key; did you mean prompt\?$/],
    ["calls?prompt=a&prompt=b", /^prompt: \["a","b"\] is not a fitting text/],
    ["calls?cursor=nonsense", /cursor/],
    ["series", /^metric is missing: one of calls, errors, durationMs, ttftMs, tpotMs, tokens, cost$/],
    ["series?metric=latency", /^metric: "latency" is not one of calls, /],
    ["series?metric=cost&by=colour&top=51&step=1", /^step: 1 .*; by: "colour" .*; top: 51 /],
    [
      "series?metric=cost&step=1000&from=0",
      /^step: 1000 ms makes \d+ points of this range, at most 2000; \d+ fits$/,
    ],
    ["ledger?project=shop", /^project: unknown key; known are from, to$/],
  ];

  test.each(wrong)("%s", async (question, says) => {
    const { status, body } = await served.ask<ErrorAnswer>(`/api/v1/${question}`);
    expect({ status, error: body.error }).toEqual({ status: 400, error: expect.stringMatching(says) });
    expect(body.error).not.toContain("\n");
  });

  test("a path that is not there is 404 in JSON", async () => {
    expect(await served.ask("/api/v1/nothing?x=1")).toEqual({
      status: 404,
      body: { error: "no GET /api/v1/nothing here" },
    });
    expect(await served.ask("/%zz")).toMatchObject({ status: 400 });
    expect((await served.post("/api/v1/prompts", "")).status).toBe(404);
  });

  test("filters are values, never SQL", async () => {
    for (const evil of ["' OR 1=1 --", "\\", "{from:UInt32}", "\u0000", "日本", "%", "a\tb\nc"]) {
      const { calls } = await ask<CallsAnswer>(`calls?prompt=${encodeURIComponent(evil)}`);
      expect(calls).toEqual([]);
    }
  });
});

test("a flush is taken whatever a client sends with it", async () => {
  for (const type of ["application/json", "application/x-www-form-urlencoded", "text/plain"]) {
    for (const body of ["", "x"]) {
      const { status } = await served.post("/api/v1/flush", body, { "content-type": type });
      expect({ type, body, status }).toEqual({ type, body, status: 200 });
    }
  }
});

test("OpenAPI is made from the same schemas", async () => {
  interface Document {
    readonly openapi: string;
    readonly paths: Record<
      string,
      Record<string, { parameters?: { name: string }[]; responses: Record<string, unknown> }>
    >;
  }
  const { openapi, paths } = await ask<Document>("openapi.json");
  expect(openapi).toBe("3.1.0");
  expect(Object.keys(paths).toSorted()).toEqual(
    [
      "backup",
      "calls",
      "compare",
      "export",
      "flush",
      "import",
      "ledger",
      "prompts",
      "reprice",
      "scores",
      "segments",
      "series",
      "store",
      "totals",
      "unpriced",
      "versions",
    ].map((name) => `/api/v1/${name}`),
  );
  expect(paths["/api/v1/calls"]?.["get"]?.parameters?.map(({ name }) => name)).toContain("cursor");
  expect(JSON.stringify(paths["/api/v1/ledger"]?.["get"]?.responses)).toContain("acknowledged and durable");
});
