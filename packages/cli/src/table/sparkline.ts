/**
 * A row of bars, one a value, all from a baseline of zero: a trend of ±3 % looks flat, as it should, where scaling
 * from the smallest to the largest value would turn noise into mountains. A missing value is a gap, never a low bar.
 *
 * @param values numbers >= 0 in order of time; null = nothing was measured
 * @param bars   signs from low to high
 */
export function sparkline(values: readonly (number | null)[], bars: readonly string[]): string {
  const highest = Math.max(...values.map((value) => value ?? 0), 0);
  return values
    .map((value) => (value === null ? " " : (bars[level(value, highest, bars.length)] ?? " ")))
    .join("");
}

function level(value: number, highest: number, levels: number): number {
  if (highest === 0) return 0;
  return Math.min(levels - 1, Math.floor((value / highest) * levels));
}
