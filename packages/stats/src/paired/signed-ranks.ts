/** Midranks of the sizes of the differences that are not 0. */
export interface SignedRanks {
  readonly ranks: readonly number[];
  /** Sum of the ranks of those above 0. */
  readonly positive: number;
  readonly zeros: number;
}

/** `countZeros`: zeros take the lowest ranks before they are left out (Pratt). */
export function signedRanks(differences: readonly number[], countZeros = false): SignedRanks {
  const moving = differences.filter((value) => value !== 0).toSorted((x, y) => Math.abs(x) - Math.abs(y));
  const zeros = differences.length - moving.length;
  const offset = countZeros ? zeros : 0;
  const ranks: number[] = [];
  let positive = 0;
  for (let from = 0; from < moving.length;) {
    const size = Math.abs(moving[from] ?? 0);
    let to = from;
    while (to < moving.length && Math.abs(moving[to] ?? 0) === size) to += 1;
    const rank = offset + (from + 1 + to) / 2;
    for (let i = from; i < to; i += 1) {
      ranks.push(rank);
      if ((moving[i] ?? 0) > 0) positive += rank;
    }
    from = to;
  }
  return { ranks, positive, zeros };
}
