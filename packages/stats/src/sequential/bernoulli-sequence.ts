import type { Interval } from "../interval.ts";
import { bernoulliLogE } from "./bernoulli-evidence.ts";

/**
 * Probability of one arm, for example of an SLO's bad calls, that may be looked at as often as one likes: all p that `count`
 * of `n` do not speak against. Exact. null without observations.
 */
export function bernoulliSequence(count: number, n: number, level = 0.95): Interval | null {
  if (n === 0) return null;
  const limit = -Math.log(1 - level);
  const estimate = count / n;
  const spoken = (p: number): boolean => p <= 0 || p >= 1 || bernoulliLogE(count, n, p) >= limit;
  return {
    estimate,
    low: count === 0 ? 0 : edge(0, estimate, spoken),
    high: count === n ? 1 : edge(1, estimate, spoken),
    level,
    method: "beta-binomial confidence sequence",
    warnings: [],
  };
}

/** Where the evidence falls below the limit, between `outside` and `inside`, to the last bit. */
function edge(outside: number, inside: number, spoken: (p: number) => boolean): number {
  let [out, within] = [outside, inside];
  for (let step = 0; step < 200; step += 1) {
    const middle = (out + within) / 2;
    if (middle === out || middle === within) break;
    if (spoken(middle)) out = middle;
    else within = middle;
  }
  return within;
}
