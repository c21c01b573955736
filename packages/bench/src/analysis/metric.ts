/** How the values of a metric are written. nano_usd is of one call. */
export type MetricUnit = "ms" | "tokens" | "nano_usd" | "rate" | "score";

/** What is known of a metric before anything is measured. */
export interface Metric {
  /** "latency_p95", "cost", "score:helpful". */
  readonly name: string;
  readonly title: string;
  readonly unit: MetricUnit;
  readonly worse: "up" | "down";
  readonly scale: "ratio" | "difference";
  /** How much worse does not matter: stats.md 2.7, product choices and not statistics. */
  readonly margin: number;
  /** Whether it decides where the suite names no limits; the others explain. */
  readonly gates: boolean;
}

const LOWER = { worse: "up", scale: "ratio", gates: true } as const;

/** In the order of a report. */
export const METRICS: readonly Metric[] = [
  { name: "latency_p50", title: "latency p50", unit: "ms", margin: 0.1, ...LOWER },
  { name: "latency_p95", title: "latency p95", unit: "ms", margin: 0.15, ...LOWER },
  { name: "ttft", title: "time to first token", unit: "ms", margin: 0.1, ...LOWER },
  { name: "tpot", title: "time per output token", unit: "ms", margin: 0.1, ...LOWER, gates: false },
  { name: "input_tokens", title: "input tokens", unit: "tokens", margin: 0.05, ...LOWER },
  { name: "output_tokens", title: "output tokens", unit: "tokens", margin: 0.05, ...LOWER },
  { name: "cost", title: "cost of 1,000 calls", unit: "nano_usd", margin: 0.05, ...LOWER },
  { name: "error_rate", title: "error rate", unit: "rate", margin: 0.005, ...LOWER, scale: "difference" },
];

const SCORE = "score:";

/** A score by its scorer's name: 2 points of a pass rate, 0.02 of a grade. */
export function scoreMetric(scorer: string, binary: boolean): Metric {
  return {
    name: `${SCORE}${scorer}`,
    title: scorer,
    unit: binary ? "rate" : "score",
    worse: "down",
    scale: "difference",
    margin: 0.02,
    gates: true,
  };
}

/** The scorer of a metric's name; null for a metric that is not a score. */
export function scorerOf(metric: string): string | null {
  return metric.startsWith(SCORE) ? metric.slice(SCORE.length) : null;
}
