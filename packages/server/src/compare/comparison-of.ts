import {
  detectableBy,
  harmMargin,
  harmOf,
  isTooFew,
  mixWarning,
  neededObservations,
  pAbove,
  verdictOf,
  type Interval,
  type TooFew,
} from "@promptprof/stats";
import type { Comparison } from "../contract.ts";
import type { Metric } from "./metrics.ts";
import { percentOf } from "./words.ts";

/** What was found of a metric: the change, and where it is adjusted for the mix, the one that is not. */
export interface Found {
  readonly a: Comparison["a"];
  readonly b: Comparison["b"];
  readonly change: Interval | TooFew;
  readonly unadjusted: Interval | null;
  readonly warnings: readonly string[];
}

/** The metric with its verdict. The interval that is printed is the one that decides. */
export function comparisonOf(metric: Metric, found: Found): Comparison {
  const { change } = found;
  const isKnown = !isTooFew(change) && Number.isFinite(change.estimate);
  return isKnown ? decided(metric, found, change) : undecided(metric, found);
}

function decided(metric: Metric, found: Found, change: Interval): Comparison {
  const { margin, worse, scale } = metric;
  const { a, b, unadjusted } = found;
  const harm = harmOf(change, worse, scale);
  const limit = harmMargin(margin, scale);
  const verdict = verdictOf(harm, limit);
  const detectable = detectableBy(harm);
  return {
    ...headOf(metric),
    a,
    b,
    change: asJson(change),
    unadjusted: unadjusted === null ? null : asJson(unadjusted),
    verdict,
    needed: verdict === "undecided" ? neededObservations(harm, Math.min(a.n, b.n), limit) : null,
    detectable: detectable === null ? null : onScale(detectable, scale),
    pWorse: finite(pAbove(harm, limit)),
    warnings: [
      ...found.warnings,
      ...change.warnings,
      ...openEnds(change),
      ...mixWarnings(metric, found, change),
    ],
  };
}

function undecided(metric: Metric, { a, b, change, warnings }: Found): Comparison {
  const reason = isTooFew(change) ? change.reason : "there is no number to compare";
  const missing = isTooFew(change) && change.needed !== null ? change.needed - change.n : null;
  return {
    ...headOf(metric),
    a,
    b,
    change: null,
    unadjusted: null,
    verdict: "undecided",
    needed: missing === null ? null : Math.max(0, Math.ceil(missing)),
    detectable: null,
    pWorse: null,
    warnings: [...warnings, reason],
  };
}

function headOf(metric: Metric): Metric & { readonly correction: null } {
  const { metric: name, unit, worse, scale, margin, gating } = metric;
  return { metric: name, unit, worse, scale, margin, gating, correction: null };
}

/** A harm as a change again: of a ratio 0.0953 is 10 %. */
function onScale(harm: number, scale: Metric["scale"]): number {
  return scale === "ratio" ? Math.expm1(harm) : harm;
}

function asJson(interval: Interval): NonNullable<Comparison["change"]> {
  const { estimate, low, high, level, method, warnings } = interval;
  return { estimate, low: finite(low), high: finite(high), level, method, warnings: [...warnings] };
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

function openEnds({ low, high }: Interval): string[] {
  const ends = [...(Number.isFinite(low) ? [] : ["below"]), ...(Number.isFinite(high) ? [] : ["above"])];
  return ends.length === 0 ? [] : [`nothing bounds the change from ${ends.join(" and from ")}`];
}

function mixWarnings({ worse, scale, margin }: Metric, { unadjusted }: Found, change: Interval): string[] {
  if (unadjusted === null) return [];
  const [crude, within] = [harmOf(unadjusted, worse, scale), harmOf(change, worse, scale)];
  const kind = mixWarning(crude, within, harmMargin(margin, scale));
  const [without, like] = [unadjusted, change].map(({ estimate }) => estimateInWords(estimate, scale));
  if (kind === "none") return [];
  const found = `${without} without regard to the mix, ${like} when like is compared with like`;
  return [kind === "reversed" ? `Simpson's paradox: ${found}` : `the mix moves this number: ${found}`];
}

function estimateInWords(estimate: number, scale: Metric["scale"]): string {
  const sign = estimate < 0 ? "-" : "+";
  const size = Math.abs(estimate);
  return `${sign}${scale === "ratio" ? percentOf(size) : Number(size.toPrecision(3))}`;
}
