import { harmMargin, harmOf } from "@promptprof/stats";
import type { ReportedComparison, Slice } from "../report/report.ts";
import { compare } from "./compare.ts";
import type { CaseItems } from "./groups.ts";
import type { Metric } from "./metric.ts";

/** Fewer say nothing, and a tag with a value for each case is no slice. */
const LEAST_CASES = 5;

/**
 * Each metric that gates over the cases with each value of each tag. Not p95: a slice has seldom the calls for it.
 * Values that all cases share, or fewer than 5, make no slice.
 */
export function slicesOf(cases: readonly CaseItems[], metrics: readonly Metric[], seed: number): Slice[] {
  if (cases.every(({ base }) => base.length === 0)) return [];
  const compared = metrics.filter(({ gates, name }) => gates && name !== "latency_p95");
  return tagValues(cases).flatMap(({ tag, value }) => {
    const inside = cases.filter(({ tags }) => tags[tag] === value);
    if (inside.length < LEAST_CASES || inside.length === cases.length) return [];
    return compared
      .map((metric) => ({ tag, value, comparison: compare(inside, metric, seed) }))
      .filter(({ comparison }) => comparison.change !== null);
  });
}

/** The most harmful first, in margins, so that seconds and points can be ranked together. */
export function sortByHarm(slices: readonly Slice[]): Slice[] {
  return slices.toSorted((a, b) => harmIn(b.comparison) - harmIn(a.comparison));
}

function harmIn({ change, worse, scale, margin }: ReportedComparison): number {
  if (change === null) return -Infinity;
  const { estimate } = harmOf(
    { ...change, low: change.low ?? -Infinity, high: change.high ?? Infinity },
    worse,
    scale,
  );
  return estimate / harmMargin(margin, scale);
}

function tagValues(cases: readonly CaseItems[]): { tag: string; value: string }[] {
  const seen = new Map<string, { tag: string; value: string }>();
  for (const { tags } of cases)
    for (const [tag, value] of Object.entries(tags)) seen.set(JSON.stringify([tag, value]), { tag, value });
  return [...seen.values()];
}
