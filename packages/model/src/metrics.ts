/** How the values of a metric become one value of a group. Quantiles come from merged sketches, never from averages. */
export type Aggregation = "count" | "sum" | "quantiles" | "ratio";
export type Unit = "calls" | "tokens" | "nano_usd" | "ms" | "ratio";

/** One metric, written once and read by store, API, charts, dashboards and the terminal. */
export interface Metric {
  readonly name: MetricName;
  readonly title: string;
  readonly unit: Unit;
  readonly better: "lower" | "higher" | "neither";
  readonly aggregation: Aggregation;
  readonly definition: string;
}

export const METRIC_NAMES = ["calls", "errors", "durationMs", "ttftMs", "tpotMs", "tokens", "cost"] as const;
export type MetricName = (typeof METRIC_NAMES)[number];

export const METRICS: Readonly<Record<MetricName, Metric>> = {
  calls: {
    name: "calls",
    title: "Calls",
    unit: "calls",
    better: "neither",
    aggregation: "count",
    definition: "Logical calls, failed ones included; all attempts of a call are one.",
  },
  errors: {
    name: "errors",
    title: "Error rate",
    unit: "ratio",
    better: "lower",
    aggregation: "ratio",
    definition: "Failed calls over all calls. A call that succeeded on a later attempt did not fail.",
  },
  durationMs: {
    name: "durationMs",
    title: "Latency",
    unit: "ms",
    better: "lower",
    aggregation: "quantiles",
    definition: "From the start of the call to its last byte, all attempts included.",
  },
  ttftMs: {
    name: "ttftMs",
    title: "Time to first token",
    unit: "ms",
    better: "lower",
    aggregation: "quantiles",
    definition: "From the start of the call to the first content token; streamed calls only.",
  },
  tpotMs: {
    name: "tpotMs",
    title: "Time per output token",
    unit: "ms",
    better: "lower",
    aggregation: "quantiles",
    definition: "(Latency - time to first token) / (output tokens - 1); streamed calls only.",
  },
  tokens: {
    name: "tokens",
    title: "Tokens",
    unit: "tokens",
    better: "lower",
    aggregation: "sum",
    definition:
      "Input (cache included) and output (reasoning included) as reported; absent counts add nothing and are counted.",
  },
  cost: {
    name: "cost",
    title: "Cost",
    unit: "nano_usd",
    better: "lower",
    aggregation: "sum",
    definition: "Computed from reported tokens and dated prices; unpriced calls add nothing and are counted.",
  },
};
