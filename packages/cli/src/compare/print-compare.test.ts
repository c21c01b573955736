import type { CompareAnswer, Comparison, CompareSide } from "@promptprof/server/contract";
import { describe, expect, test } from "vitest";
import type { Terminal } from "../terminal/terminal.ts";
import { printCompare } from "./print-compare.ts";

const screen: Terminal = { columns: 120, colour: false, unicode: true, interactive: true };

function side(label: string, calls: number): CompareSide {
  const [from, to] = ["2026-11-17T00:00:00.000Z", "2026-11-24T00:00:00.000Z"];
  const source = { table: "rollup_day", step: 86_400_000, quantileError: 0.005, from, to } as const;
  return { label, from, to, calls, errors: 0, unpricedCalls: 0, estimatedCalls: 0, source };
}

interface Given extends Partial<Comparison> {
  readonly values: readonly [number | null, number | null];
  readonly interval?: readonly [low: number | null, estimate: number, high: number | null];
}

function compared(metric: string, { values, interval, ...rest }: Given): Comparison {
  const [low, estimate, high] = interval ?? [null, 0, null];
  const change = { estimate, low, high, level: 0.95, method: "some", warnings: [] };
  return {
    metric,
    unit: "ms",
    worse: "up",
    scale: "ratio",
    a: { value: values[0], n: 24_480 },
    b: { value: values[1], n: 3100 },
    change: interval === undefined ? null : change,
    unadjusted: null,
    margin: 0.1,
    verdict: "same",
    needed: null,
    detectable: 0.04,
    pWorse: 0.2,
    correction: null,
    gating: true,
    warnings: [],
    ...rest,
  };
}

const rate = { unit: "rate", scale: "difference", margin: 0.005 } as const;
const cost = { unit: "nanoUsd", margin: 0.05 } as const;
const unadjusted = { estimate: 0.62, low: 0.58, high: 0.66, level: 0.95, method: "some", warnings: [] };

const slower = compared("latency_p50", {
  values: [1012.4, 1340.2],
  interval: [0.281, 0.324, 0.369],
  unadjusted,
  verdict: "worse",
  warnings: [
    "the mix moves this number: +62 % without regard to the mix, +32 % when like is compared with like",
  ],
});

const answer: CompareAnswer = {
  a: side("support-triage@v3", 24_480),
  b: side("support-triage@v4", 3100),
  verdict: "worse",
  summary: "B is worse on latency_p50, better on cost",
  continuous: false,
  method: "intervals for a fixed number of calls",
  comparisons: [
    slower,
    compared("latency_p95", {
      values: [3350, 3310],
      interval: [-0.06, -0.012, 0.17],
      verdict: "undecided",
      needed: 410,
    }),
    compared("cost", {
      ...cost,
      values: [9_025_000, 7_110_000],
      interval: [-0.231, -0.212, -0.19],
      verdict: "better",
    }),
    compared("input_tokens", { unit: "tokens", values: [1200, 1204], interval: [-0.01, 0.003, 0.016] }),
    compared("error_rate", { ...rate, values: [0.0041, 0.0039], interval: [-0.0021, -0.0002, 0.0034] }),
    compared("score:helpful", {
      unit: "score",
      scale: "difference",
      worse: "down",
      margin: 0.02,
      values: [0.81, null],
      verdict: "undecided",
      needed: 2,
      warnings: ["0 observations a side: a mean with an error takes 2"],
    }),
  ],
  mix: {
    adjusted: true,
    strata: ["model"],
    reasons: ["adjusted for models: B has 62 % gpt-5, A 18 %"],
    parts: [{ kind: "model", name: "gpt-5", a: 0.18, b: 0.62 }],
  },
  slices: [
    {
      kind: "input_size",
      name: "4k-16k",
      comparison: { ...slower, metric: "latency", unadjusted: null },
      shrunken: 0.3,
    },
    { kind: "team", name: null, comparison: compared("cost", { ...cost, values: [1, 2] }), shrunken: null },
  ],
  prompts: null,
  warnings: ["days of the week differ (UTC): A has Monday, B Tuesday"],
};

const prompts: CompareAnswer["prompts"] = [
  { prompt: "dear", verdict: "worse", reason: "worse on cost (+49 %)", comparisons: [] },
  {
    prompt: "rare",
    verdict: "undecided",
    reason: "undecided on latency: about 1,200 more calls a side would tell",
    comparisons: [],
  },
  { prompt: null, verdict: "safe", reason: null, comparisons: [] },
];

describe("the whole output of compare", () => {
  test.each([
    ["120 columns", "120-columns", screen],
    ["80 columns", "80-columns", { ...screen, columns: 80 }],
    ["80 columns and no UTF-8", "80-columns-ascii", { ...screen, columns: 80, unicode: false }],
    ["120 columns in colour", "120-columns-colour", { ...screen, colour: true }],
  ])("at %s", async (_, file, terminal) => {
    await expect(printCompare(answer, terminal)).toMatchFileSnapshot(`testdata/compare-${file}.stdout`);
  });

  test("prompt by prompt", async () => {
    const summary = "safe to move 1 of 3 prompts; 1 worse (1 on cost), 1 undecided";
    const text = printCompare({ ...answer, prompts, summary, slices: [] }, screen);
    await expect(text).toMatchFileSnapshot("testdata/compare-prompts.stdout");
  });

  test("of nothing is a sentence", async () => {
    const nothing = {
      ...answer,
      comparisons: [],
      slices: [],
      verdict: "undecided" as const,
      summary: "undecided: there is nothing to compare",
    };
    await expect(printCompare(nothing, screen)).toMatchFileSnapshot("testdata/compare-nothing.stdout");
  });
});
