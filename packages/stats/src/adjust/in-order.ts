/** Applies a rule to ps in rising order and gives the results in the order of the ps. */
export function inOrder(
  ps: readonly number[],
  rule: (rising: readonly number[]) => readonly number[],
): number[] {
  const order = ps.map((_, i) => i).toSorted((i, j) => (ps[i] ?? NaN) - (ps[j] ?? NaN));
  const adjusted = rule(order.map((i) => ps[i] ?? NaN));
  const result = Array<number>(ps.length).fill(NaN);
  for (const [at, i] of order.entries()) result[i] = Math.min(1, adjusted[at] ?? NaN);
  return result;
}

/** No p may be less than one before it. */
export function runningMax(numbers: readonly number[]): number[] {
  let most = -Infinity;
  return numbers.map((x) => (most = Math.max(most, x)));
}

/** No p may be more than one after it. */
export function runningMinFromEnd(numbers: readonly number[]): number[] {
  let least = Infinity;
  return numbers
    .toReversed()
    .map((x) => (least = Math.min(least, x)))
    .toReversed();
}
