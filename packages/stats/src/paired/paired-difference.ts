import { criticalT } from "../critical.ts";
import type { Interval } from "../interval.ts";
import { meanOf } from "../mean.ts";
import type { Estimated } from "../ratios/difference-of-means.ts";
import { isTooFew, type TooFew } from "../too-few.ts";
import { correlation } from "./correlation.ts";
import type { PairedItem } from "./paired-item.ts";
import { standardErrors } from "./standard-errors.ts";
import { type VarianceParts, varianceParts } from "./variance-parts.ts";

/** What is known of paired items before a level is chosen. */
export interface Paired extends Estimated {
  /** Items, each counted once however often it was repeated. */
  readonly n: number;
  readonly clusters: number;
  /** Between a and b over the items: what pairing bought; null where a side does not vary. */
  readonly correlation: number | null;
  readonly parts: VarianceParts;
}

/** Mean difference over items, and what its interval rests on; of a ratio, `se`, `correlation` and `parts` are of the logs. */
export interface PairedInterval extends Interval, Omit<Paired, "estimate"> {}

/** Below this many clusters the interval may be off (see docs/statistics.md), and the result says so. */
const FEW_CLUSTERS = 10;

/**
 * Mean of b - a over items, in the unit of the scores. Repeats are averaged first, since they are no new items. Student's
 * t with (clusters - 1) degrees of freedom on the larger of the plain and the clustered error (CR1); an item without
 * a cluster is one of its own. 2 clusters at least.
 */
export function pairedDifference(
  items: readonly PairedItem[],
  level: number = 0.95,
): PairedInterval | TooFew {
  const paired = pairedMeans(items);
  if (isTooFew(paired)) return paired;
  const { estimate, se, df, n, clusters } = paired;
  const reach = criticalT(level, df) * se;
  return {
    ...paired,
    low: estimate - reach,
    high: estimate + reach,
    level,
    method: clusters < n ? "paired t, clustered (CR1)" : "paired t",
    warnings: doubts(clusters, se),
  };
}

/** The same before a level is chosen, for tests against a margin. */
export function pairedMeans(items: readonly PairedItem[]): Paired | TooFew {
  const a = items.map((item) => meanOf(item.a));
  const b = items.map((item) => meanOf(item.b));
  const differences = b.map((value, i) => value - (a[i] ?? NaN));
  const errors = standardErrors(
    differences,
    items.map(({ cluster }) => cluster),
  );
  const { n, clusters, mean, careful } = errors;
  if (clusters < 2) return oneCluster(n, clusters);
  return {
    estimate: mean,
    se: careful,
    df: clusters - 1,
    n,
    clusters,
    correlation: correlation(a, b),
    parts: varianceParts(items),
  };
}

function oneCluster(n: number, clusters: number): TooFew {
  const few = clusters < n ? `1 cluster of ${n} items` : `${n} ${n === 1 ? "item" : "items"}`;
  return { n: clusters, needed: 2, reason: `${few}: a difference with an error takes 2` };
}

function doubts(clusters: number, se: number): string[] {
  const few = clusters < FEW_CLUSTERS ? [`${clusters} clusters`] : [];
  return se > 0 ? few : [...few, "every difference is the same: the interval is a point"];
}
