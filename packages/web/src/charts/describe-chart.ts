import { formatSpan } from "../format/time.ts";
import type { ChartFrame, ChartSeries } from "./chart-frame.ts";

/**
 * A chart in one sentence for those who do not see it: for each series where it began, where it ended, and its
 * highest value. A bucket that is still filling does not count as the end.
 */
export function describeChart(title: string, frame: ChartFrame, format: (value: number) => string): string {
  const told = frame.series
    .map((series) => describeSeries(series, frame, format))
    .filter((text) => text !== null);
  if (told.length === 0) return `${title}: no data in this range.`;
  const holes = frame.times.filter((_, i) => frame.series.every((series) => series.values[i] == null)).length;
  const gaps = holes === 0 ? "" : ` ${holes === 1 ? "One gap" : `${holes} gaps`} without calls.`;
  return `${title} over ${formatSpan(frame.to - frame.from)}: ${told.join("; ")}.${gaps}`;
}

function describeSeries(
  series: ChartSeries,
  frame: ChartFrame,
  format: (value: number) => string,
): string | null {
  const settled = series.values.filter((value, i): value is number => value !== null && !frame.partial[i]);
  const [first, last] = [settled.at(0), settled.at(-1)];
  if (first === undefined || last === undefined) return null;
  const highest = Math.max(...settled);
  const top = highest > Math.max(first, last) ? `, highest ${format(highest)}` : "";
  return `${series.label} ${course(format(first), format(last), last - first)}${top}`;
}

function course(first: string, last: string, change: number): string {
  if (first === last) return `stayed at ${last}`;
  return `${change > 0 ? "rose" : "fell"} from ${first} to ${last}`;
}
