import {
  changeOf,
  isTooFew,
  leastForQuantile,
  newcombe,
  pairedDifference,
  pairedRatio,
  pairedRatioBootstrap,
  pairedRatioOfMeans,
  passDifference,
  type Interval,
  type PairedItem,
  type PassPairs,
  type TooFew,
  meanOf,
} from "@promptprof/stats";
import type { Metric } from "./metric.ts";

/** Of the two-sided interval that is printed and that decides. */
export const LEVEL = 0.95;
/** Spec section 2.4. */
const RESAMPLES = 2000;

/** The change of b against a in the metric's own direction, by the default of stats.md section 0. */
export function estimate(items: readonly PairedItem[], metric: Metric, seed: number): Interval | TooFew {
  if (metric.scale === "difference")
    return metric.unit === "rate" ? ofRates(items) : pairedDifference(items, LEVEL);
  const ratio = metric.name === "latency_p95" ? ofQuantiles(items, seed) : ofMeans(items);
  return isTooFew(ratio) ? ratio : changeOf(ratio);
}

/** Free calls have a cost of 0, which has no logarithm. */
function ofMeans(items: readonly PairedItem[]): Interval | TooFew {
  const hasZero = items.some(({ a, b }) => [...a, ...b].some((value) => value <= 0));
  return hasZero ? pairedRatioOfMeans(items, LEVEL) : pairedRatio(items, LEVEL);
}

function ofQuantiles(items: readonly PairedItem[], seed: number): Interval | TooFew {
  const n = Math.min(...(["a", "b"] as const).map((side) => items.flatMap((item) => item[side]).length));
  const needed = leastForQuantile(0.95, LEVEL);
  if (n < needed) return { n, needed, reason: `p95 from ${n} calls a side: it takes ${needed}` };
  return pairedRatioBootstrap(items, 0.95, { seed, level: LEVEL, resamples: RESAMPLES });
}

/**
 * Newcombe's for pairs where each case was called once, with the clustered one where that is wider; of repeats the
 * difference of the rates. Where no case differs, its error would be 0 and prove everything: then Newcombe's of the
 * cases as if they were not paired.
 */
function ofRates(items: readonly PairedItem[]): Interval | TooFew {
  const clustered = pairedDifference(items, LEVEL);
  const single = items.every(({ a, b }) => a.length === 1 && b.length === 1);
  if (single) return wider(passDifference(passPairs(items), LEVEL), clustered, items);
  const isPoint = !isTooFew(clustered) && clustered.low === clustered.high;
  return isPoint ? newcombe(casesThatPass(items, "a"), casesThatPass(items, "b"), LEVEL) : clustered;
}

function wider(
  paired: Interval | TooFew,
  clustered: Interval | TooFew,
  items: readonly PairedItem[],
): Interval | TooFew {
  if (items.length < 2 || isTooFew(clustered)) return clustered;
  const isClustered = new Set(items.map(({ cluster }) => cluster)).size < items.length;
  const isWider = !isTooFew(paired) && clustered.high - clustered.low > paired.high - paired.low;
  return isClustered && isWider ? clustered : paired;
}

function passPairs(items: readonly PairedItem[]): PassPairs {
  const count = (a: 0 | 1, b: 0 | 1): number =>
    items.filter((item) => passes(item.a) === a && passes(item.b) === b).length;
  return { bothPass: count(1, 1), aOnly: count(1, 0), bOnly: count(0, 1), bothFail: count(0, 0) };
}

function passes([value = 0]: readonly number[]): 0 | 1 {
  return value >= 0.5 ? 1 : 0;
}

/** In whole cases: half a case that passes counts as the nearer. */
function casesThatPass(items: readonly PairedItem[], side: "a" | "b"): { events: number; n: number } {
  const rates = items.map((item) => meanOf(item[side]));
  return { events: Math.round(rates.reduce((sum, rate) => sum + rate, 0)), n: items.length };
}
