import type { Comparison } from "@promptprof/server/contract";
import { formatCount } from "../format/count.ts";
import { formatDelta, formatPoints } from "@promptprof/model/format";
import { formatDuration } from "../format/duration.ts";
import { NO_DATA } from "../format/no-data.ts";
import { formatRate } from "../format/rate.ts";
import { threeDigits } from "../format/significant.ts";
import { formatUsd } from "../format/usd.ts";

type Unit = Comparison["unit"];

const TITLES: Readonly<Record<string, string>> = {
  latency: "Latency",
  latency_p50: "Latency p50",
  latency_p95: "Latency p95",
  ttft: "Time to first token",
  ttft_p50: "Time to first token p50",
  time_per_output_token: "Time per output token",
  input_tokens: "Input tokens",
  output_tokens: "Output tokens",
  tokens: "Tokens",
  cost: "Cost per 1k calls",
  error_rate: "Error rate",
};

/** How a metric is called: `latency_p95` is "Latency p95", `score:helpful` is "Score: helpful". */
export function metricTitle(metric: string): string {
  return TITLES[metric] ?? metric.replace(/^score:/, "Score: ");
}

/** A side's value of a metric: `842 ms`, `$4.10` for a thousand calls, `0.4%`, `0.91`; null is `—`. */
export function formatValue(value: number | null, unit: Unit): string {
  return value === null ? NO_DATA : VALUES[unit](value);
}

const VALUES: Readonly<Record<Unit, (value: number) => string>> = {
  ms: formatDuration,
  tokens: plain,
  nanoUsd: (nanoUsd) => formatUsd(nanoUsd * 1000),
  rate: formatRate,
  score: (score) =>
    plain(score)
      .replace(/(\.\d*?)0+$/, "$1")
      .replace(/\.$/, ""),
};

/** A change with its sign, always: `+46%`, `−0.6 pp`, `+0.02`. */
export function formatChange(change: number, { scale, unit }: Pick<Comparison, "scale" | "unit">): string {
  if (scale === "ratio") return formatDelta(change);
  if (unit === "rate") return formatPoints(change);
  return change > 0 ? `+${VALUES[unit](change)}` : VALUES[unit](change);
}

/** `[+44%, +49%]`; an end that nothing bounds is open. */
export function formatInterval(
  { low, high }: { readonly low: number | null; readonly high: number | null },
  comparison: Pick<Comparison, "scale" | "unit">,
): string {
  const end = (value: number | null) => (value === null ? "open" : formatChange(value, comparison));
  return `[${end(low)}, ${end(high)}]`;
}

/** Three digits with the sign where it is negative: tokens a call, and scores of any size. */
function plain(value: number): string {
  const size = Math.abs(value);
  const text = size < 999.5 ? threeDigits(size) : formatCount(Math.round(size));
  return value < 0 ? `−${text}` : text;
}
