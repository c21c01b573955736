/** Length of the longest common subsequence of two lists: time a × b, space b. */
export function longestCommon(a: readonly string[], b: readonly string[]): number {
  let above = new Uint32Array(b.length + 1);
  for (const token of a) {
    const row = new Uint32Array(b.length + 1);
    for (let j = 1; j <= b.length; j += 1)
      row[j] = token === b[j - 1] ? at(above, j - 1) + 1 : Math.max(at(above, j), at(row, j - 1));
    above = row;
  }
  return at(above, b.length);
}

/**
 * Indices in `a` of a longest common subsequence. Of several that are as long it is the one of rouge_score: read from the
 * end, a token of `b` is passed over only where that is strictly better.
 */
export function commonIndices(a: readonly string[], b: readonly string[]): readonly number[] {
  const rows = rowsOf(a, b);
  const indices: number[] = [];
  let [i, j] = [a.length, b.length];
  while (i > 0 && j > 0) {
    if (a[i - 1] === b[j - 1]) {
      indices.push(i - 1);
      i -= 1;
      j -= 1;
    } else if (at(rows[i], j - 1) > at(rows[i - 1], j)) j -= 1;
    else i -= 1;
  }
  return indices.toReversed();
}

function rowsOf(a: readonly string[], b: readonly string[]): readonly Uint32Array[] {
  const rows = Array.from({ length: a.length + 1 }, () => new Uint32Array(b.length + 1));
  for (let i = 1; i <= a.length; i += 1) {
    const [row, above] = [rows[i], rows[i - 1]];
    if (row === undefined) continue;
    for (let j = 1; j <= b.length; j += 1)
      row[j] = a[i - 1] === b[j - 1] ? at(above, j - 1) + 1 : Math.max(at(above, j), at(row, j - 1));
  }
  return rows;
}

function at(row: Uint32Array | undefined, j: number): number {
  return row?.[j] ?? 0;
}
