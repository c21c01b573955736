import { type ChartFrame, sampledIndices } from "./chart-frame.ts";

/** A chart's numbers as RFC 4180 CSV: ISO times, raw values in the metric's own unit, empty where there is none. */
export function csvOf(frame: ChartFrame): string {
  const header = ["time", "partial", ...frame.series.map((series) => series.label)];
  const rows = sampledIndices(frame).map((i) => [
    new Date(frame.times[i] ?? 0).toISOString(),
    String(frame.partial[i] ?? false),
    ...frame.series.map((series) => String(series.values[i] ?? "")),
  ]);
  return [header, ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}

/** A leading sign or "=" would be run as a formula by spreadsheets; names come from outside. */
function cell(text: string): string {
  const safe = /^[=+@\t\r]|^-(?!\d)/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
