import type { CallSums, ValueSums } from "@promptprof/store";
import type { Comparison } from "../contract.ts";
import { clusterMoments, logMoments, moments, type Measured } from "./measured.ts";

/** How a metric is called, measured and judged. Margins: how much worse does not matter (a choice of the product). */
export interface Metric extends Pick<
  Comparison,
  "metric" | "unit" | "worse" | "scale" | "margin" | "gating"
> {}

/** One that sums alone tell. */
export interface SumMetric extends Metric {
  readonly measured: (a: CallSums, b: CallSums) => Measured;
  readonly side: (sums: CallSums) => Comparison["a"];
}

type TimeName = "duration" | "ttft" | "tpot";

function time(metric: string, name: TimeName, gating: boolean): SumMetric {
  return {
    metric,
    unit: "ms",
    worse: "up",
    scale: "ratio",
    margin: 0.1,
    gating,
    measured: (a, b) => ({ how: "geometric means", a: logMoments(a[name]), b: logMoments(b[name]) }),
    side: (sums) => geometricMs(sums[name]),
  };
}

function geometricMs({ n, logs }: ValueSums): Comparison["a"] {
  return { n, value: n === 0 ? null : Math.exp(logs / n) / 1000 };
}

function mean(
  metric: string,
  unit: Comparison["unit"],
  gating: boolean,
  momentsOf: (sums: CallSums) => { readonly n: number; readonly mean: number; readonly squares: number },
  nOf: (sums: CallSums) => number,
): SumMetric {
  return {
    metric,
    unit,
    worse: "up",
    scale: "ratio",
    margin: 0.05,
    gating,
    measured: (a, b) => ({ how: "means", a: momentsOf(a), b: momentsOf(b) }),
    side: (sums) => ({ n: nOf(sums), value: nOf(sums) === 0 ? null : momentsOf(sums).mean }),
  };
}

const TPOT = time("time_per_output_token", "tpot", false);
const COST = mean(
  "cost",
  "nanoUsd",
  true,
  ({ cost }) => moments(cost),
  ({ cost }) => cost.n,
);

const ERRORS: SumMetric = {
  metric: "error_rate",
  unit: "rate",
  worse: "up",
  scale: "difference",
  margin: 0.005,
  gating: true,
  measured: (a, b) => ({ how: "rates", a: countOf(a), b: countOf(b) }),
  side: ({ calls, errors }) => ({ n: calls, value: calls === 0 ? null : errors / calls }),
};

function countOf({ calls, errors }: CallSums): { readonly events: number; readonly n: number } {
  return { events: errors, n: calls };
}

/** Of the whole, beside latencies at their quantiles and scores. */
export const SUM_METRICS: readonly SumMetric[] = [
  TPOT,
  mean(
    "input_tokens",
    "tokens",
    false,
    (sums) => clusterMoments(sums.inputTokens),
    (sums) => sums.inputTokens.n,
  ),
  mean(
    "output_tokens",
    "tokens",
    false,
    (sums) => clusterMoments(sums.outputTokens),
    (sums) => sums.outputTokens.n,
  ),
  COST,
  ERRORS,
];

/** Of slices and of prompts: sums answer for hundreds of them at once. */
export const PART_METRICS: readonly SumMetric[] = [
  time("latency", "duration", true),
  time("ttft", "ttft", true),
  TPOT,
  mean(
    "tokens",
    "tokens",
    false,
    ({ tokens }) => moments(tokens),
    ({ tokens }) => tokens.n,
  ),
  COST,
  ERRORS,
];

export interface QuantileMetric extends Metric {
  readonly value: "duration" | "ttft";
  readonly p: number;
}

const LATENCY = { unit: "ms", worse: "up", scale: "ratio", gating: true } as const;

export const QUANTILE_METRICS: readonly QuantileMetric[] = [
  { ...LATENCY, metric: "latency_p50", margin: 0.1, value: "duration", p: 0.5 },
  { ...LATENCY, metric: "latency_p95", margin: 0.15, value: "duration", p: 0.95 },
  { ...LATENCY, metric: "ttft_p50", margin: 0.1, value: "ttft", p: 0.5 },
];

/** Of a score 0.02 of its scale; which has no end that is known, so its size if that is above 1. */
export function scoreMetric(metric: string, means: readonly (number | null)[]): Metric {
  const size = Math.max(1, ...means.map((value) => Math.abs(value ?? 0)));
  return { metric, unit: "score", worse: "down", scale: "difference", margin: 0.02 * size, gating: true };
}
