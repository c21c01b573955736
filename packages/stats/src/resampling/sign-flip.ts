import { sumOf } from "../mean.ts";
import { seededRandom } from "../random.ts";

/** Answer of a sign-flip test; p values are never 0. */
export interface SignFlip {
  /** Of "no difference", both directions. */
  readonly twoSided: number;
  /** Of "the sum is not above 0". */
  readonly greater: number;
  /** How many sign patterns were looked at, the observed one included. */
  readonly flips: number;
  readonly exact: boolean;
}

const MOST_EXACT = 16;

/**
 * Permutation test of paired differences: under "no difference" the sign of each is as good as the other. Give the sums
 * of whole clusters where items are not independent. Exact over all 2^n patterns up to n = 16 (65,536), else over 9,999
 * random ones and the observed one, so that p is at least 1 / 10,000.
 */
export function signFlip(
  differences: readonly number[],
  { seed = 1, resamples = 9_999 }: { seed?: number; resamples?: number } = {},
): SignFlip {
  const moving = differences.filter((value) => value !== 0);
  const exact = moving.length <= MOST_EXACT;
  const observed = sumOf(moving);
  const sums = exact ? everySum(moving) : randomSums(moving, observed, resamples, seededRandom(seed));
  // Sums of the same numbers in another order may differ in the last bits: such are ties.
  const slack = 1e-12 * sumOf(moving.map(Math.abs));
  const share = (holds: (sum: number) => boolean): number => sums.filter(holds).length / sums.length;
  return {
    twoSided: share((sum) => Math.abs(sum) >= Math.abs(observed) - slack),
    greater: share((sum) => sum >= observed - slack),
    flips: sums.length,
    exact,
  };
}

function everySum(values: readonly number[]): number[] {
  let sums = [0];
  for (const value of values) sums = sums.flatMap((sum) => [sum + value, sum - value]);
  return sums;
}

function randomSums(
  values: readonly number[],
  observed: number,
  resamples: number,
  random: () => number,
): number[] {
  const flipped = (): number =>
    values.reduce((sum, value) => (random() < 0.5 ? sum + value : sum - value), 0);
  return [observed, ...Array.from({ length: resamples }, flipped)];
}
