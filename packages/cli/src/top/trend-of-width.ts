/**
 * A trend in fewer points: each is the highest of the buckets it covers. The highest is a p95 that was measured;
 * a mean of percentiles would be none.
 */
export function trendOfWidth(trend: readonly (number | null)[], width: number): (number | null)[] {
  if (trend.length <= width) return [...trend];
  return Array.from({ length: width }, (_, i) => {
    const start = Math.floor((i * trend.length) / width);
    const end = Math.floor(((i + 1) * trend.length) / width);
    return highest(trend.slice(start, end));
  });
}

function highest(values: readonly (number | null)[]): number | null {
  return values.reduce((high, value) => (value === null ? high : Math.max(high ?? value, value)), null);
}
