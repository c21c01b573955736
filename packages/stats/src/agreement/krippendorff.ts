import { sumOf } from "../mean.ts";

/** What a difference of two values weighs: any the same, by the ranks between, by its square, or by its share of the sum. */
export type KrippendorffScale = "nominal" | "ordinal" | "interval" | "ratio";

/**
 * Krippendorff's alpha (2011): 1 - observed / expected disagreement, for any number of raters and with missing ratings. Each unit is
 * one item's ratings, null where a rater gave none; items with a single rating say nothing. For an interval hand it to
 * `bootstrap` with the units. null where no item has two ratings, or all values are the same.
 */
export function krippendorffAlpha(
  units: readonly (readonly (number | null)[])[],
  scale: KrippendorffScale,
): number | null {
  const rated = units.map((unit) => unit.filter((value) => value !== null)).filter((unit) => unit.length > 1);
  const values = [...new Set(rated.flat())].toSorted((a, b) => a - b);
  const counts = countsOf(rated.flat(), values);
  const n = sumOf(counts);
  const distance = distanceOf(scale, values, counts);
  const observed = sumOf(rated.map((unit) => pairsOf(countsOf(unit, values), distance) / (unit.length - 1)));
  const expected = pairsOf(counts, distance);
  return expected > 0 ? 1 - ((n - 1) * observed) / expected : null;
}

/** Sum over ordered pairs of their distance; equal values are 0 apart, so that no pair must be left out. */
function pairsOf(counts: readonly number[], distance: (i: number, j: number) => number): number {
  return sumOf(counts.map((count, i) => sumOf(counts.map((other, j) => count * other * distance(i, j)))));
}

function countsOf(ratings: readonly number[], values: readonly number[]): readonly number[] {
  return values.map((value) => ratings.filter((rating) => rating === value).length);
}

function distanceOf(
  scale: KrippendorffScale,
  values: readonly number[],
  counts: readonly number[],
): (i: number, j: number) => number {
  const value = (i: number): number => values[i] ?? 0;
  if (scale === "nominal") return (i, j) => (i === j ? 0 : 1);
  if (scale === "interval") return (i, j) => (value(i) - value(j)) ** 2;
  if (scale === "ratio")
    return (i, j) => (i === j ? 0 : ((value(i) - value(j)) / (value(i) + value(j))) ** 2);
  return (i, j) => {
    const between = sumOf(counts.slice(Math.min(i, j), Math.max(i, j) + 1));
    return i === j ? 0 : (between - ((counts[i] ?? 0) + (counts[j] ?? 0)) / 2) ** 2;
  };
}
