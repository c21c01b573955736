import type { Comparison } from "@promptprof/server/contract";
import { formatExact } from "../format/count.ts";
import { formatChange, formatInterval, metricTitle } from "./metric-words.ts";

/** What a verdict rests on: `within ±5%`, `about 240 more calls of each side`. */
export function verdictReason(comparison: Comparison): string {
  const { verdict, change, needed, a, b } = comparison;
  if (verdict === "same") return `within ${marginWords(comparison)}`;
  if (verdict !== "undecided") return `beyond ${marginWords(comparison)}`;
  if (a.n === 0 || b.n === 0) return missingSide(comparison);
  if (needed !== null) return `about ${formatExact(twoDigits(needed))} more calls of each side`;
  return change === null ? "too few calls for an interval" : "more calls would not soon decide it";
}

/** Up to two digits: what is about four thousand is not 4,499. */
function twoDigits(count: number): number {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(count, 1))) - 1);
  return Math.ceil(count / step) * step;
}

/** `±5%`, `±2 pp` */
export function marginWords(comparison: Comparison): string {
  return `±${formatChange(comparison.margin, comparison).replace(/^\+/, "")}`;
}

function missingSide({ a, b }: Comparison): string {
  if (a.n === 0 && b.n === 0) return "neither side has it";
  return a.n === 0 ? "A has no such value" : "B has no such value";
}

/** A row of the plot for those who do not see it. */
export function comparisonSentence(comparison: Comparison): string {
  const { metric, change, unadjusted, verdict } = comparison;
  const title = metricTitle(metric);
  if (change === null) return `${title}: ${verdict}, ${verdictReason(comparison)}.`;
  const numbers = `${formatChange(change.estimate, comparison)} ${formatInterval(change, comparison)}`;
  const raw = unadjusted === null ? "" : `; unadjusted ${formatChange(unadjusted.estimate, comparison)}`;
  return `${title}: ${verdict}, ${numbers}${raw}, margin ${marginWords(comparison)}.`;
}

/** Everything else that is known of a row: how it was reckoned, and every doubt. */
export function comparisonDetails(comparison: Comparison): string[] {
  const { change, correction, detectable, gating, warnings } = comparison;
  const seen =
    detectable === null
      ? []
      : [`so many calls show a change of ${formatChange(detectable, comparison)} with 80% power`];
  return [
    ...(change === null ? [] : [`${change.method}, ${formatLevel(change.level)}`]),
    ...(correction === null ? [] : [correction]),
    ...seen,
    ...(gating ? [] : ["does not decide the whole"]),
    ...warnings,
  ];
}

function formatLevel(level: number): string {
  return `${Number((level * 100).toPrecision(4))}%`;
}
