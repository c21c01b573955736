import { criticalT } from "../critical.ts";
import type { Interval } from "../interval.ts";
import { meanOf, sumOf } from "../mean.ts";
import { isTooFew, type TooFew } from "../too-few.ts";
import { clusterTotals } from "./cluster-totals.ts";
import { pairedMeans } from "./paired-difference.ts";
import type { PairedItem } from "./paired-item.ts";

/** Below this many clusters the costliest ones decide alone how wide the interval is (see docs/statistics.md). */
const FEW_CLUSTERS = 50;

/**
 * b's mean over a's (1.12 = b costs 12 % more in all): for cost, because bills add up, and where some items are 0. Each cluster
 * (each item without one) is left out in turn, and the logarithms of the ratios of the rest give the error (jackknife), with
 * Student's t. 2 clusters at least, and means above 0.
 */
export function pairedRatioOfMeans(items: readonly PairedItem[], level: number = 0.95): Interval | TooFew {
  const paired = pairedMeans(items);
  if (isTooFew(paired)) return paired;
  const clusters = items.map(({ cluster }) => cluster);
  const a = clusterTotals(
    items.map((item) => meanOf(item.a)),
    clusters,
  );
  const b = clusterTotals(
    items.map((item) => meanOf(item.b)),
    clusters,
  );
  const logs = withoutOne(a, b);
  if (!logs.every(Number.isFinite)) return notPositive(a.length);
  const estimate = sumOf(b) / sumOf(a);
  const reach = criticalT(level, a.length - 1) * jackknifeError(logs);
  return {
    estimate,
    low: estimate * Math.exp(-reach),
    high: estimate * Math.exp(reach),
    level,
    method: paired.clusters < paired.n ? "ratio of means, clustered jackknife" : "ratio of means, jackknife",
    warnings: a.length < FEW_CLUSTERS ? [`ratio of means from ${a.length}`] : [],
  };
}

/** ln of the ratio of the totals without each cluster in turn. */
function withoutOne(a: readonly number[], b: readonly number[]): readonly number[] {
  const [allA, allB] = [sumOf(a), sumOf(b)];
  return a.map((own, i) => Math.log((allB - (b[i] ?? NaN)) / (allA - own)));
}

function jackknifeError(values: readonly number[]): number {
  const middle = meanOf(values);
  const squares = sumOf(values.map((value) => (value - middle) ** 2));
  return Math.sqrt((squares * (values.length - 1)) / values.length);
}

function notPositive(n: number): TooFew {
  return { n, needed: null, reason: "means of 0 or below, or from one cluster alone: no ratio" };
}
