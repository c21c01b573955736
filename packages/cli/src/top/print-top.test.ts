import type { LedgerAnswer, Measures } from "@promptprof/server/contract";
import { describe, expect, test } from "vitest";
import type { Terminal } from "../terminal/terminal.ts";
import { printTop } from "./print-top.ts";
import type { TopAnswer, TopRow } from "./top-answer.ts";

const screen: Terminal = { columns: 120, colour: false, unicode: true, interactive: true };

interface Given {
  readonly calls: number;
  readonly errors?: number;
  readonly input: number;
  readonly output: number;
  readonly usd: number;
  readonly p50: number | null;
  readonly p95: number | null;
  readonly unpriced?: number;
  readonly withoutTokens?: number;
}

function measures(given: Given): Measures {
  const total = given.usd * 1e9;
  const none = { n: 0, p50: null, p95: null, p99: null };
  return {
    calls: given.calls,
    errors: given.errors ?? 0,
    tokens: { input: given.input, cacheRead: 0, cacheWrite: 0, output: given.output, reasoning: 0 },
    callsWithoutTokens: given.withoutTokens ?? 0,
    costNanoUsd: { input: total, cacheRead: 0, cacheWrite: 0, output: 0, total },
    unpricedCalls: given.unpriced ?? 0,
    partlyPricedCalls: 0,
    estimated: { calls: 0, inputTokens: 0, outputTokens: 0, costNanoUsd: 0 },
    durationMs: { n: given.p95 === null ? 0 : given.calls, p50: given.p50, p95: given.p95, p99: given.p95 },
    ttftMs: none,
    tpotMs: none,
  };
}

function prompt(name: string, lastVersion: string, given: Given, trendP95Ms: TopRow["trendP95Ms"]): TopRow {
  return { kind: "prompt", name, lastVersion, ...measures(given), trendP95Ms };
}

const steps = Array.from({ length: 24 }, (_, hour) => hour);
const rose = steps.map((hour) => (hour < 14 ? 2290 : 3350));
const office = steps.map((hour) => (hour < 7 || hour > 19 ? null : 2000 + 40 * (hour % 3)));

const ledger: LedgerAnswer = {
  received: 24_512,
  stored: 24_480,
  duplicate: 20,
  rejected: { bad_time: 9, bad_ids: 2 },
  waiting: 1,
  unpriced: { unknown_model: 512, failed_without_tokens: 61 },
  clientDrops: 3,
  duplicates: {},
  notes: {},
  notCalls: 1200,
};

const answer: TopAnswer = {
  from: "2026-11-23T14:05:00.000Z",
  to: "2026-11-24T14:05:00.000Z",
  by: "prompt",
  sort: "cost",
  rows: [
    prompt(
      "support-triage",
      "v4",
      { calls: 19_488, errors: 78, input: 23_385_600, output: 6_041_280, usd: 175.89, p50: 1600, p95: 3350 },
      rose,
    ),
    prompt(
      "summarize-conversation-for-the-handover-to-a-person",
      "9f3b1c77aa0e42d1",
      {
        calls: 4_110,
        errors: 4,
        input: 2_630_400,
        output: 493_200,
        usd: 29.59,
        p50: 1100,
        p95: 2250,
        unpriced: 61,
        withoutTokens: 61,
      },
      office,
    ),
    {
      kind: "model",
      name: "gpt-4o-mini",
      lastVersion: null,
      ...measures({ calls: 370, input: 9_998, output: 700, usd: 0.0042, p50: 640, p95: 1210 }),
      trendP95Ms: [],
    },
    prompt(
      "route-\u001B[2Jticket",
      "v1",
      { calls: 512, input: 230_000, output: 5_120, usd: 0, p50: 84, p95: 141, unpriced: 512 },
      office,
    ),
    {
      kind: "model",
      name: null,
      lastVersion: null,
      ...measures({
        calls: 12,
        errors: 12,
        input: 0,
        output: 0,
        usd: 0,
        p50: null,
        p95: null,
        unpriced: 12,
        withoutTokens: 12,
      }),
      trendP95Ms: [],
    },
  ],
  groups: { shown: 5, all: 9 },
  total: measures({
    calls: 24_492,
    errors: 94,
    input: 26_255_998,
    output: 6_540_300,
    usd: 205.4842,
    p50: 1520,
    p95: 3280,
    unpriced: 585,
    withoutTokens: 73,
  }),
  totalTrendP95Ms: rose,
  source: {
    table: "rollup_minute",
    step: 60_000,
    quantileError: 0.005,
    from: "2026-11-23T14:05:00.000Z",
    to: "2026-11-24T14:05:00.000Z",
  },
  ledger,
};

describe("the whole output of top", () => {
  test.each([
    ["a pipe", "pipe", { ...screen, columns: Infinity }],
    ["120 columns", "120-columns", screen],
    ["80 columns", "80-columns", { ...screen, columns: 80 }],
    ["80 columns and no UTF-8", "80-columns-ascii", { ...screen, columns: 80, unicode: false }],
    ["120 columns in colour", "120-columns-colour", { ...screen, colour: true }],
  ])("at %s", async (_, file, terminal) => {
    const text = printTop(answer, terminal);
    await expect(text).toMatchFileSnapshot(`testdata/top-${file}.stdout`);
  });

  test("of models alone names its first column so, and puts no name in brackets", async () => {
    const models = answer.rows.filter((row) => row.kind === "model");
    const text = printTop({ ...answer, rows: models, groups: { shown: 2, all: 2 } }, screen);
    await expect(text).toMatchFileSnapshot("testdata/top-models.stdout");
  });

  test("without a single call is a table of nothing and no zero cost", async () => {
    const nothing = measures({ calls: 0, input: 0, output: 0, usd: 0, p50: null, p95: null });
    const empty = { ...answer, rows: [], groups: { shown: 0, all: 0 }, total: nothing, totalTrendP95Ms: [] };
    await expect(printTop(empty, screen)).toMatchFileSnapshot("testdata/top-empty.stdout");
  });
});
