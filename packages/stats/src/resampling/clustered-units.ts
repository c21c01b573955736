/** Rows gathered by cluster, to be resampled as wholes; a row without a cluster is one of its own. */
export function clusteredUnits<T>(
  rows: readonly T[],
  clusterOf: (row: T) => string | null,
): readonly (readonly T[])[] {
  const named = new Map<string, T[]>();
  const units: T[][] = [];
  for (const row of rows) {
    const name = clusterOf(row);
    const unit = name === null ? undefined : named.get(name);
    if (unit !== undefined) unit.push(row);
    else {
      const begun = [row];
      units.push(begun);
      if (name !== null) named.set(name, begun);
    }
  }
  return units;
}
