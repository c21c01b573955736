import type { Interval } from "../interval.ts";
import type { Moments } from "../moments.ts";
import { isTooFew, type TooFew } from "../too-few.ts";
import { differenceOfMeans } from "./difference-of-means.ts";
import { expOf } from "./exp-of.ts";

/**
 * b's geometric mean over a's, from moments of logarithms (`logMomentsOf`, or `momentsFromSums` of a rollup's n, sum
 * of logs and sum of squared logs): Welch's t on logarithms. The default for latency, tokens and cost per call, whose
 * logarithms are about symmetric.
 */
export function ratioOfGeometricMeans(a: Moments, b: Moments, level: number = 0.95): Interval | TooFew {
  const difference = differenceOfMeans(a, b, level);
  return isTooFew(difference) ? difference : { ...expOf(difference), method: "Welch's t on logarithms" };
}
