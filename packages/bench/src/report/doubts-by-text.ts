import { oneLine } from "./one-line.ts";
import type { ReportedComparison } from "./report.ts";

/** A doubt once, with the metrics that share it: seven metrics without the same failed calls are one sentence. */
export function doubtsByText(metrics: readonly ReportedComparison[]): { titles: string; doubt: string }[] {
  const titles = new Map<string, string[]>();
  for (const { title, warnings } of metrics)
    for (const warning of warnings) titles.set(warning, [...(titles.get(warning) ?? []), oneLine(title)]);
  return [...titles].map(([doubt, of]) => ({ titles: of.join(", "), doubt }));
}
