/** Closed, in the unit of what it covers. */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

/**
 * At most `count` intervals that cover all moments: the widest gaps between them are left out. A batch of live calls
 * with one straggler of last year must not read the year in between.
 */
export function coveringIntervals(moments: readonly number[], count = 16): Interval[] {
  const sorted = moments.toSorted((a, b) => a - b);
  const cuts = widestGaps(sorted, count - 1);
  const starts = [0, ...cuts];
  return starts.flatMap((start, i) => {
    const from = sorted[start];
    const to = sorted[(starts[i + 1] ?? sorted.length) - 1];
    return from === undefined || to === undefined ? [] : [{ from, to }];
  });
}

/** Indexes after the widest gaps, in order. */
function widestGaps(sorted: readonly number[], count: number): number[] {
  const gaps = sorted.slice(1).map((moment, i) => ({ index: i + 1, width: moment - (sorted[i] ?? moment) }));
  return gaps
    .toSorted((a, b) => b.width - a.width)
    .slice(0, count)
    .map(({ index }) => index)
    .toSorted((a, b) => a - b);
}
