import type { Interval } from "../interval.ts";
import { studentTQuantile } from "../distributions/student-t.ts";
import { meanOf } from "../mean.ts";
import { correlation } from "./correlation.ts";
import type { PairedItem } from "./paired-item.ts";
import { standardErrors } from "./standard-errors.ts";
import { type VarianceParts, varianceParts } from "./variance-parts.ts";

/** Mean difference over the items, and what its interval rests on. */
export interface PairedInterval extends Interval {
  /** Items, each counted once however often it was repeated. */
  readonly n: number;
  readonly clusters: number;
  /** On the scale of the differences (for a ratio, of the logs); NaN where one cluster says nothing about spread. */
  readonly standardError: number;
  /** Of Student's t: clusters - 1. */
  readonly degreesOfFreedom: number;
  /** Between a and b over the items: what pairing bought. */
  readonly correlation: number | null;
  readonly parts: VarianceParts;
}

/** Below this many clusters the interval may be off (see docs/statistics.md), and the result says so. */
const FEW_CLUSTERS = 10;

/**
 * Mean of b - a over items, in the unit of the scores. Repeats are averaged first, since they are no new items. The
 * interval is t with (clusters - 1) degrees of freedom on the larger of the plain and the clustered error (CR1).
 * null without items.
 */
export function pairedDifference(items: readonly PairedItem[], level = 0.95): PairedInterval | null {
  if (items.length === 0) return null;
  const a = items.map((item) => meanOf(item.a));
  const b = items.map((item) => meanOf(item.b));
  const differences = b.map((value, i) => value - (a[i] ?? Number.NaN));
  const errors = standardErrors(
    differences,
    items.map(({ cluster }) => cluster),
  );
  const degreesOfFreedom = errors.clusters - 1;
  const known = degreesOfFreedom > 0;
  const half = known
    ? studentTQuantile(0.5 + level / 2, degreesOfFreedom) * errors.careful
    : Number.POSITIVE_INFINITY;
  const method = errors.clusters < errors.n ? "paired t, clustered (CR1)" : "paired t";
  return {
    estimate: errors.mean,
    low: errors.mean - half,
    high: errors.mean + half,
    level,
    method,
    warnings: doubts(errors.clusters, errors.careful),
    n: errors.n,
    clusters: errors.clusters,
    standardError: errors.careful,
    degreesOfFreedom,
    correlation: correlation(a, b),
    parts: varianceParts(items),
  };
}

function doubts(clusters: number, error: number): string[] {
  if (clusters === 1) return ["1 cluster: its spread is unknown"];
  const few = clusters < FEW_CLUSTERS ? [`${clusters} clusters`] : [];
  return error === 0 ? [...few, "every difference is the same: the spread is understated"] : few;
}
