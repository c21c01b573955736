import type { Interval } from "../interval.ts";
import { type Count, NOTHING_COUNTED } from "../proportions/count.ts";
import type { TooFew } from "../too-few.ts";
import { bernoulliLogE } from "./bernoulli-evidence.ts";

/**
 * Probability of one arm, for example of an SLO's bad calls, that may be looked at as often as one likes: all p that `events`
 * of `n` do not speak against. Exact.
 */
export function bernoulliSequence({ events, n }: Count, level: number = 0.95): Interval | TooFew {
  if (n === 0) return NOTHING_COUNTED;
  const limit = -Math.log(1 - level);
  const estimate = events / n;
  const spoken = (p: number): boolean => p <= 0 || p >= 1 || bernoulliLogE(events, n, p) >= limit;
  return {
    estimate,
    low: events === 0 ? 0 : edge(0, estimate, spoken),
    high: events === n ? 1 : edge(1, estimate, spoken),
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
