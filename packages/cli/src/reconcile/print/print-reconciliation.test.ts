import { join } from "node:path";
import { costOf } from "@promptprof/model";
import type { LedgerAnswer } from "@promptprof/server/contract";
import { describe, expect, test } from "vitest";
import type { Dimension } from "../compare/compared-row.ts";
import type { EvidentCall } from "../ours/evidence.ts";
import { NO_SAMPLES, type Samples } from "../ours/ask-samples.ts";
import type { OurRow } from "../ours/our-usage.ts";
import { readStatement } from "../read-statement.ts";
import { reconcile } from "../reconcile.ts";
import type { Reconciliation } from "../reconciliation.ts";
import { formatDays } from "./format-days.ts";
import { printReconciliation } from "./print-reconciliation.ts";
import { formatShare, formatSigned, formatWithin } from "./signed-amounts.ts";

const screen = { columns: 120, colour: false, unicode: true, interactive: true };
const testdata = (name: string) => join(import.meta.dirname, "..", "testdata", name);

const ledger: LedgerAnswer = {
  received: 24_512,
  stored: 24_480,
  duplicate: 20,
  rejected: { bad_time: 9, bad_ids: 2 },
  waiting: 1,
  unpriced: { unknown_model: 12 },
  clientDrops: 3,
  duplicates: {},
  notes: {},
  notCalls: 1200,
};

interface Given {
  readonly calls: number;
  readonly input: number;
  readonly cached?: number;
  readonly written?: number;
  readonly output: number;
  /** null = no call has a price. */
  readonly usd?: number | null;
}

/** Our row; a quarter of its cost is output. */
function our(day: string, model: string, given: Given): OurRow {
  const nanoUsd = Math.round((given.usd ?? 0) * 1e9);
  return {
    day,
    model,
    key: null,
    calls: given.calls,
    errors: 0,
    callsWithTokens: given.calls,
    pricedCalls: given.usd === null || given.usd === undefined ? 0 : given.calls,
    inputTokens: given.input,
    cacheReadTokens: given.cached ?? 0,
    cacheWriteTokens: given.written ?? 0,
    outputTokens: given.output,
    cost: costOf({ input: nanoUsd - nanoUsd / 4, cacheRead: 0, cacheWrite: 0, output: nanoUsd / 4 }),
  };
}

/** A call that says no more than where it went, and what it was priced by. */
function call(model: string, provider: string, fields: Partial<EvidentCall> = {}): EvidentCall {
  return {
    startTime: "2026-05-04T12:00:00.000Z",
    provider,
    requestModel: model,
    responseModel: model,
    attempts: null,
    errorClass: null,
    inputTokens: 1200,
    cacheReadTokens: 0,
    cacheWriteTokens: 0,
    outputTokens: 240,
    tokenSource: "reported",
    costNanoUsd: null,
    pricing: { status: "priced", row: `${provider}/${model}`, effectiveFrom: null, reason: null },
    notes: [],
    ...fields,
  };
}

async function answerTo(
  files: readonly string[],
  rows: readonly OurRow[],
  rest: { readonly samples?: Samples; readonly by?: readonly Dimension[]; readonly map?: string } = {},
): Promise<Reconciliation> {
  const map = rest.map === undefined ? null : testdata(rest.map);
  const statement = await readStatement(files.map(testdata), null, map);
  const question = {
    by: rest.by ?? (["model"] as const),
    tolerance: 0.01,
    days: new Set(statement.days),
    modelNames: new Map([["gpt-4o (2024-08-06)", "gpt-4o-2024-08-06"]]),
    keyNames: new Map<string, string>(),
    today: "2026-06-01",
  };
  const answer = reconcile(statement, { place: "", rows, ledger }, rest.samples ?? NO_SAMPLES, question);
  // The path of a checkout is no part of what is printed here.
  const named = answer.invoice.files.map((file, index) => ({ ...file, file: files[index] ?? "" }));
  return { ...answer, invoice: { ...answer.invoice, files: named } };
}

const usageRows = [
  our("2026-05-04", "gpt-4o", { calls: 80, input: 96_000, cached: 32_768, output: 19_200 }),
  our("2026-05-04", "gpt-4o-2024-08-06", { calls: 20, input: 24_000, cached: 8192, output: 4800 }),
  our("2026-05-04", "gpt-4o-mini-2024-07-18", { calls: 51, input: 25_400, output: 7600 }),
  our("2026-05-04", "claude-opus-4-20250514", { calls: 12, input: 9000, output: 2000, usd: 0.285 }),
  our("2026-05-04", "route-\u001B[2Jticket", { calls: 3, input: 300, output: 30 }),
];
const usageSamples: Samples = {
  byModel: [
    {
      model: "claude-opus-4-20250514",
      calls: [call("claude-opus-4-20250514", "anthropic")],
      isWhole: true,
    },
  ],
  marked: [],
};

describe("the whole output of reconcile", () => {
  test.each([
    ["a pipe", "pipe", { ...screen, columns: Infinity }],
    ["120 columns", "120-columns", screen],
    ["80 columns and no UTF-8", "80-columns-ascii", { ...screen, columns: 80, unicode: false }],
    ["120 columns in colour", "120-columns-colour", { ...screen, colour: true }],
  ])("where OpenAI's usage differs by day and model, at %s", async (_, file, terminal) => {
    const answer = await answerTo(["openai-usage.json"], usageRows, {
      by: ["day", "model"],
      samples: usageSamples,
    });
    await expect(printReconciliation(answer, "http://127.0.0.1:4318", terminal)).toMatchFileSnapshot(
      `../testdata/usage-differs-${file}.stdout`,
    );
  });

  test("where Anthropic's usage agrees", async () => {
    const answer = await answerTo(
      ["anthropic-usage.json"],
      [
        our("2026-05-04", "claude-sonnet-4-20250514", {
          calls: 40,
          input: 100_200,
          cached: 79_000,
          written: 6000,
          output: 8000,
        }),
        our("2026-05-04", "claude-haiku-4-5", { calls: 4, input: 2000, output: 500 }),
      ],
    );
    await expect(printReconciliation(answer, ".promptprof", screen)).toMatchFileSnapshot(
      "../testdata/usage-agrees.stdout",
    );
  });

  test("where costs are sums by day alone, which cannot be told apart any further", async () => {
    const rows = [
      our("2026-05-04", "gpt-4o-2024-08-06", { calls: 100, input: 120_000, output: 24_000, usd: 0.4888 }),
      our("2026-05-06", "gpt-4o-2024-08-06", { calls: 50, input: 60_000, output: 12_000, usd: 0.31 }),
    ];
    const answer = await answerTo(["openai-costs.csv"], rows, { by: ["day"] });
    await expect(printReconciliation(answer, ".promptprof", screen)).toMatchFileSnapshot(
      "../testdata/costs-by-day.stdout",
    );
  });

  test("where usage and costs come in two files, and a price and a missing price make the gap", async () => {
    const unpriced = { status: "unpriced", row: null, effectiveFrom: null, reason: "unknown_model" } as const;
    const answer = await answerTo(
      ["bill.csv"],
      [
        our("2026-05-04", "gpt-4o-2024-08-06", {
          calls: 100,
          input: 120_000,
          cached: 40_960,
          output: 24_000,
          usd: 0.54,
        }),
        our("2026-05-04", "gpt-4o-mini", { calls: 60, input: 30_000, output: 9000, usd: null }),
      ],
      {
        map: "bill.yaml",
        samples: {
          byModel: [
            { model: "gpt-4o-2024-08-06", calls: [call("gpt-4o", "openai")], isWhole: false },
            {
              model: "gpt-4o-mini",
              calls: [call("gpt-4o-mini", "openai", { pricing: unpriced })],
              isWhole: false,
            },
          ],
          marked: [],
        },
      },
    );
    await expect(printReconciliation(answer, ".promptprof", screen)).toMatchFileSnapshot(
      "../testdata/bill-by-map.stdout",
    );
  });

  test("as JSON has every number and no text to read", async () => {
    const answer = await answerTo(["openai-usage.json"], usageRows, { samples: usageSamples });
    await expect(`${JSON.stringify(answer, null, 2)}\n`).toMatchFileSnapshot(
      "../testdata/usage-differs.json.stdout",
    );
  });
});

describe("short forms", () => {
  test("a bound is rounded up, so that it holds", () => {
    expect([0.0001, 0.003, 0.0031, 0.01].map(formatWithin)).toEqual(["0.1%", "0.3%", "0.4%", "1.0%"]);
  });

  test("a share has its sign, and nothing to compare with is new", () => {
    expect([-1, 0.0004, -0.098, 0.123, 20, null].map(formatShare)).toEqual([
      "-100%",
      "+<0.1%",
      "-9.8%",
      "+12.3%",
      ">+999%",
      "new",
    ]);
  });

  test("money comes first, and what is 0 is left out", () => {
    expect(
      formatSigned({ requests: -11, inputTokens: -124_784, costNanoUsd: 340_900_000, outputTokens: 0 }),
    ).toBe("+$0.34, -11 requests, -125k input");
  });

  test("days are shown as runs", () => {
    expect(formatDays(["2026-05-01", "2026-05-02", "2026-05-03", "2026-05-07"])).toBe(
      "2026-05-01 to 2026-05-03, 2026-05-07",
    );
    expect(
      formatDays(["2026-05-01", "2026-05-03", "2026-05-05", "2026-05-07", "2026-05-09", "2026-05-11"]),
    ).toBe("2026-05-01, 2026-05-03, 2026-05-05, 2026-05-07, 2 more");
  });
});
