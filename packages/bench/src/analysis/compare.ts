import {
  detectableBy,
  harmMargin,
  harmOf,
  isTooFew,
  neededObservations,
  pAbove,
  quantileOf,
  sorted,
  verdictOf,
  type Interval,
  type PairedItem,
  type TooFew,
  meanOf,
} from "@promptprof/stats";
import type { ReportedComparison, ReportedInterval } from "../report/report.ts";
import type { CaseItems } from "./groups.ts";
import { estimate } from "./estimate.ts";
import type { Metric } from "./metric.ts";
import { pairsOf, type Pairs } from "./pairs.ts";

/** One metric of base and head over some cases, not corrected for the others yet. */
export function compare(cases: readonly CaseItems[], metric: Metric, seed: number): ReportedComparison {
  const pairs = pairsOf(cases, metric);
  const noBase = cases.every(({ base }) => base.length === 0);
  const facts = factsOf(metric, pairs, noBase);
  if (noBase) return { ...facts, ...NOTHING, warnings: pairs.warnings };
  const change = estimate(pairs.items, metric, seed);
  return isTooFew(change) ? undecided(facts, pairs, change) : judged(facts, pairs, change);
}

type Facts = Omit<ReportedComparison, keyof Judgement>;
type Judgement = Pick<
  ReportedComparison,
  "change" | "verdict" | "needed" | "detectable" | "pWorse" | "correction" | "warnings"
>;

const NOTHING = {
  change: null,
  verdict: "undecided",
  needed: null,
  detectable: null,
  pWorse: null,
  correction: null,
} as const;

function factsOf(metric: Metric, { items, headValues }: Pairs, noBase: boolean): Facts {
  const { name, title, unit, gates, worse, scale, margin } = metric;
  const a = items.map((item) => item.a);
  const b = noBase ? headValues.map((value) => [value]) : items.map((item) => item.b);
  return { metric: name, title, unit, gates, worse, scale, margin, a: sideOf(a, name), b: sideOf(b, name) };
}

/** Quantiles are of all calls, means are of cases. */
function sideOf(cases: readonly (readonly number[])[], metric: string): ReportedComparison["a"] {
  const values = cases.flat();
  if (values.length === 0) return { value: null, n: 0 };
  const quantile = QUANTILES[metric];
  const value = quantile === undefined ? meanOf(cases.map(meanOf)) : quantileOf(sorted(values), quantile);
  return { value, n: values.length };
}

const QUANTILES: Readonly<Record<string, number>> = { latency_p50: 0.5, latency_p95: 0.95 };

function undecided(facts: Facts, { warnings }: Pairs, { n, needed, reason }: TooFew): ReportedComparison {
  const more = needed === null ? null : Math.max(1, needed - n);
  return { ...facts, ...NOTHING, needed: more, warnings: [reason, ...warnings] };
}

function judged(facts: Facts, { items, warnings }: Pairs, change: Interval): ReportedComparison {
  const harm = harmOf(change, facts.worse, facts.scale);
  const margin = harmMargin(facts.margin, facts.scale);
  const verdict = verdictOf(harm, margin);
  const detectable = detectableBy(harm);
  return {
    ...facts,
    change: reported(change),
    verdict,
    needed: verdict === "undecided" ? neededObservations(harm, items.length, margin) : null,
    detectable: detectable === null || facts.scale === "difference" ? detectable : Math.expm1(detectable),
    pWorse: pAbove(harm, margin, clustersOf(items) - 1),
    correction: null,
    warnings: [...change.warnings, ...warnings],
  };
}

function clustersOf(items: readonly PairedItem[]): number {
  return new Set(items.map(({ cluster }) => cluster)).size;
}

function reported({ estimate, low, high, level, method, warnings }: Interval): ReportedInterval {
  return { estimate, low: finite(low), high: finite(high), level, method, warnings };
}

function finite(end: number): number | null {
  return Number.isFinite(end) ? end : null;
}
