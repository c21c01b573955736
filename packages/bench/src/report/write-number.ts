import {
  formatDelta,
  formatDuration,
  formatPoints,
  formatRate,
  formatTokens,
  formatUsdPerThousandCalls,
  significant,
} from "@promptprof/model/format";
import type { MetricUnit } from "../analysis/metric.ts";
import type { ReportedComparison, ReportedInterval } from "./report.ts";

const NO_DATA = "—";

/** A metric's value: `2.29 s`, `1,234`, `$4.10`, `0.4%`, `0.91`; `—` where there is none. */
export function writeValue(value: number | null, unit: MetricUnit): string {
  if (value === null) return NO_DATA;
  if (unit === "ms") return formatDuration(value);
  if (unit === "tokens") return formatTokens(value);
  if (unit === "nano_usd") return formatUsdPerThousandCalls(value, 1) ?? NO_DATA;
  return unit === "rate" ? (formatRate(value, 1) ?? NO_DATA) : writeSigned(value, "");
}

type Written = Pick<ReportedComparison, "change" | "scale" | "unit">;

/** A change with its interval, as every format prints it: `+46.3% [+44.1%, +48.6%]`; `—` where nothing can be said. */
export function writeChange({ change, scale, unit }: Written): string {
  if (change === null) return NO_DATA;
  return `${writeStep(change.estimate, { scale, unit })} ${writeBounds(change, { scale, unit })}`;
}

/** `[+44.1%, +48.6%]`, with an open end where the data bound nothing. */
export function writeBounds(
  { low, high }: Pick<ReportedInterval, "low" | "high">,
  written: Pick<Written, "scale" | "unit">,
): string {
  const from = low === null ? "−∞" : writeStep(low, written);
  return `[${from}, ${high === null ? "+∞" : writeStep(high, written)}]`;
}

/** One number on the scale of a change: `+46.3%`, `−0.6 pp`, `+0.012`. */
export function writeStep(step: number, { scale, unit }: Pick<Written, "scale" | "unit">): string {
  if (scale === "ratio") return formatDelta(step);
  return unit === "rate" ? formatPoints(step) : writeSigned(step, "+");
}

/** The margin in the direction that is worse: `+10%`, `−2 pp`. */
export function writeMargin({
  margin,
  worse,
  ...written
}: Pick<ReportedComparison, "margin" | "worse" | "scale" | "unit">): string {
  return writeStep(worse === "up" ? margin : -margin, written);
}

function writeSigned(value: number, plus: string): string {
  const sign = value < 0 ? "−" : value > 0 ? plus : "";
  return `${sign}${significant(Math.abs(value), Math.abs(value) < 0.1 ? 2 : 3)}`;
}
