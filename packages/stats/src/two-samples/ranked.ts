/** Two samples in one order, ties sharing the middle of their ranks. */
export interface Ranked {
  /** Twice the rank of every observation of b (1 = least), so that shared ranks are whole numbers too. */
  readonly ofB: readonly number[];
  /** The same of all observations, in rising order. */
  readonly all: readonly number[];
  /** Sum of t^3 - t over groups of t equal observations; 0 without ties. */
  readonly ties: number;
}

export function rankTogether(a: ArrayLike<number>, b: ArrayLike<number>): Ranked {
  const values = Float64Array.from([...Array.from(a), ...Array.from(b)]).toSorted();
  const all: number[] = [];
  const rankOf = new Map<number, number>();
  let ties = 0;
  for (let start = 0; start < values.length;) {
    const end = endOfGroup(values, start);
    const count = end - start;
    ties += count ** 3 - count;
    // Ranks start + 1 to end: twice their middle.
    const doubled = start + 1 + end;
    rankOf.set(values[start] ?? NaN, doubled);
    for (; start < end; start++) all.push(doubled);
  }
  return { ofB: Array.from(b, (x) => rankOf.get(x) ?? NaN), all, ties };
}

function endOfGroup(values: Float64Array, start: number): number {
  let end = start + 1;
  while (end < values.length && values[end] === values[start]) end++;
  return end;
}
