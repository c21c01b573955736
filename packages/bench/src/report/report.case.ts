import { applyGate } from "../gate/gate.ts";
import { GATE_DEFAULTS, type GateSettings } from "../gate/gate-settings.ts";
import { METRICS, scoreMetric, type Metric } from "../analysis/metric.ts";
import { REPORT_SCHEMA, type PromptReport, type Report, type ReportedComparison } from "./report.ts";

/** What a test says of a comparison; the rest is ordinary. */
export type Said = Partial<ReportedComparison> & { readonly metric: string };

/** A comparison of 200 pairs with everything filled in. */
export function comparison({ metric, ...said }: Said): ReportedComparison {
  const facts: Metric =
    METRICS.find(({ name }) => name === metric) ?? scoreMetric(metric.replace("score:", ""), true);
  return {
    metric,
    title: facts.title,
    unit: facts.unit,
    gates: facts.gates,
    worse: facts.worse,
    scale: facts.scale,
    margin: facts.margin,
    a: { value: 1, n: 200 },
    b: { value: 1, n: 200 },
    change: interval(0, -0.01, 0.01),
    verdict: "same",
    needed: null,
    detectable: 0.02,
    pWorse: 1,
    correction: "Holm over 12 metrics",
    warnings: [],
    ...said,
  };
}

export function interval(
  estimate: number,
  low: number | null,
  high: number | null,
): NonNullable<ReportedComparison["change"]> {
  return { estimate, low, high, level: 0.95, method: "t on logs, clustered (CR1)", warnings: [] };
}

/** One prompt that got slower and cheaper, and one that nobody can judge yet. */
export const TRIAGE: PromptReport = {
  prompt: "support-triage",
  provider: "openai",
  model: { base: "gpt-4.1-mini", head: "gpt-4.1-mini" },
  version: { base: "0f3a91c2d4e5", head: "77b1c04e9a10" },
  file: "prompts/support-triage.prompt",
  cases: 200,
  clusters: 40,
  repeats: 3,
  failures: {
    base: { calls: 600, failed: 0, byClass: {} },
    head: { calls: 600, failed: 3, byClass: { rate_limit: 2, timeout: 1 } },
  },
  metrics: [
    comparison({ metric: "latency_p50", a: { value: 1603, n: 200 }, b: { value: 1612, n: 200 } }),
    comparison({
      metric: "latency_p95",
      a: { value: 2290, n: 200 },
      b: { value: 3350, n: 200 },
      change: interval(0.463, 0.441, 0.486),
      verdict: "worse",
      pWorse: 0.00012,
    }),
    comparison({
      metric: "ttft",
      a: { value: 420, n: 200 },
      b: { value: 431, n: 200 },
      change: interval(0.026, 0.011, 0.041),
    }),
    comparison({
      metric: "tpot",
      a: { value: 8.9, n: 200 },
      b: { value: 8.8, n: 200 },
      correction: null,
    }),
    comparison({
      metric: "input_tokens",
      a: { value: 1060, n: 200 },
      b: { value: 1200, n: 200 },
      change: interval(0.132, 0.128, 0.136),
      verdict: "worse",
      pWorse: 0,
    }),
    comparison({ metric: "output_tokens", a: { value: 310, n: 200 }, b: { value: 308, n: 200 } }),
    comparison({
      metric: "cost",
      a: { value: 4_100_000, n: 200 },
      b: { value: 3_610_000, n: 200 },
      change: interval(-0.12, -0.13, -0.11),
      verdict: "better",
    }),
    comparison({
      metric: "error_rate",
      a: { value: 0, n: 600 },
      b: { value: 0.005, n: 600 },
      change: interval(0.005, -0.001, 0.0145),
      verdict: "undecided",
      needed: 640,
      warnings: ["3 failures of 600 calls on head: few events."],
    }),
    comparison({
      metric: "score:helpful",
      a: { value: 0.91, n: 200 },
      b: { value: 0.904, n: 200 },
      change: interval(-0.006, -0.019, 0.007),
    }),
  ],
  totals: [],
  slices: [
    {
      tag: "language",
      value: "de",
      comparison: comparison({
        metric: "latency_p95",
        a: { value: 2400, n: 60 },
        b: { value: 4100, n: 60 },
        change: interval(0.708, 0.52, 0.93),
        verdict: "worse",
        correction: "Benjamini-Hochberg over 14 slices",
      }),
    },
  ],
  segments: [
    { path: "system/rules", kind: "static", base: 300, head: 360, line: 4 },
    { path: "system/persona", kind: "static", base: 200, head: 200, line: 9 },
    { path: "context/rag", kind: "retrieved", base: 250, head: 390, line: 12 },
    { path: "user/example", kind: "static", base: null, head: 30, line: 15 },
    { path: "user/question", kind: "variable", base: 220, head: 220, line: 18 },
    { path: "system/tools", kind: "tool", base: 90, head: null, line: null },
  ],
  latencies: {
    base: Array.from({ length: 100 }, (_, i) => Math.round(900 + i * 9 + (i > 90 ? (i - 90) * 90 : 0))),
    head: Array.from({ length: 100 }, (_, i) => Math.round(905 + i * 10 + (i > 80 ? (i - 80) * 110 : 0))),
  },
  worseCases: [
    { case: "ticket-0117", score: "helpful", base: 1, head: 0 },
    { case: "ticket-0042", score: "helpful", base: 1, head: 0.33 },
  ],
};

export const SUMMARIZE: PromptReport = {
  ...TRIAGE,
  prompt: "summarize",
  version: { base: "aa01bb02cc03", head: "dd04ee05ff06" },
  file: "prompts/summarize.prompt",
  metrics: [
    comparison({ metric: "latency_p95", a: { value: 2240, n: 200 }, b: { value: 2250, n: 200 } }),
    comparison({
      metric: "cost",
      a: { value: 1_200_000, n: 200 },
      b: { value: 1_203_000, n: 200 },
    }),
    comparison({
      metric: "score:helpful",
      a: { value: 0.88, n: 200 },
      b: { value: 0.86, n: 200 },
      change: interval(-0.021, -0.05, 0.008),
      verdict: "undecided",
      needed: 310,
      detectable: 0.041,
    }),
  ],
  failures: {
    base: { calls: 600, failed: 0, byClass: {} },
    head: { calls: 600, failed: 0, byClass: {} },
  },
  totals: [
    {
      name: "bleu",
      base: { value: 34.16, reason: null, details: { signature: "nrefs:1|case:mixed" } },
      head: { value: null, reason: "there are no items", details: {} },
    },
    {
      name: "team/macro-f1",
      base: null,
      head: {
        value: 0.75,
        reason: null,
        details: {
          labels: ["billing", "sales"],
          counts: [
            [3, 1],
            [0, 2],
          ],
        },
      },
    },
  ],
  slices: [],
  segments: [{ path: "system", kind: "static", base: 640, head: 640, line: 3 }],
  worseCases: [],
};

/** A report of hand, judged by the gate. */
export function reportOf(
  prompts: readonly PromptReport[] = [TRIAGE, SUMMARIZE],
  { run, settings = GATE_DEFAULTS }: { run?: Partial<Report["run"]>; settings?: GateSettings } = {},
): Report {
  const measured: Omit<Report, "gate"> = {
    schema: REPORT_SCHEMA,
    run: {
      id: "01J9ZQ4T",
      suite: { name: "support", file: "promptprof.bench.yaml", hash: "9e107d9d372b" },
      base: "main@a1b2c3d",
      head: "pr-42@d4e5f6a",
      startedAt: "2026-11-20T10:00:00.000Z",
      endedAt: "2026-11-20T10:07:31.000Z",
      seed: 42,
      ended: "complete",
      replayed: null,
      unchanged: ["greet", "translate"],
      calls: 2400,
      scorerCalls: 0,
      failed: 3,
      costNanoUsd: 1_840_000_000,
      unpriced: 0,
      ...run,
    },
    scorers: [
      {
        name: "helpful",
        binary: true,
        goodFor: "Whether the answer helps.",
        notFor: "Tone: it sees content alone.",
      },
    ],
    prompts,
    warnings: [],
  };
  return { ...measured, gate: applyGate(measured, settings) };
}
