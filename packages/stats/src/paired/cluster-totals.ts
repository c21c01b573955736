/**
 * Sums of values over clusters, in the order in which the clusters first appear. A value whose cluster is null is a cluster
 * of its own.
 */
export function clusterTotals(
  values: readonly number[],
  clusters: readonly (string | null)[],
): readonly number[] {
  const named = new Map<string, number>();
  const totals: number[] = [];
  for (const [i, value] of values.entries()) {
    const name = clusters[i] ?? null;
    const at = name === null ? undefined : named.get(name);
    if (at === undefined) {
      if (name !== null) named.set(name, totals.length);
      totals.push(value);
    } else totals[at] = (totals[at] ?? 0) + value;
  }
  return totals;
}
