import { formatDuration } from "../format/duration.ts";

/** A p95 sparkline in words. */
export function describeTrend(p95Ms: readonly (number | null)[]): string {
  const values = p95Ms.filter((value) => value !== null);
  const [first, last] = [values.at(0), values.at(-1)];
  if (first === undefined || last === undefined) return "no latency in this range";
  if (values.length === 1) return `p95 ${formatDuration(last)}, one sample`;
  return `p95 from ${formatDuration(first)} to ${formatDuration(last)}, highest ${formatDuration(Math.max(...values))}`;
}
