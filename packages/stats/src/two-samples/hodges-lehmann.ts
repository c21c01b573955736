import { criticalZ, percent } from "../critical.ts";
import type { Interval } from "../interval.ts";
import { sorted } from "../quantile.ts";
import type { TooFew } from "../too-few.ts";
import { pairDifference } from "./pair-difference.ts";

/**
 * By how much b lies above a: the median of all differences b_j - a_i (Hodges & Lehmann 1963), its interval from the
 * normal form of the Mann-Whitney test. On logarithms, exp of it is a ratio that a few wild observations do not move.
 * Takes at least 4 observations a side for 0.95.
 */
export function hodgesLehmannShift(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  level: number = 0.95,
): Interval | TooFew {
  const [na, nb] = [a.length, b.length];
  const smaller = Math.min(na, nb);
  if (smaller === 0 || leastP(na, nb) > 1 - level) return tooFew(smaller, level);
  const [x, y] = [sorted(a), sorted(b)];
  const pairs = na * nb;
  const reach = criticalZ(level) * Math.sqrt((pairs * (na + nb + 1)) / 12);
  const k = Math.max(1, Math.floor(pairs / 2 - reach));
  const middle = [Math.ceil(pairs / 2), Math.floor(pairs / 2) + 1].map((at) => pairDifference(x, y, at));
  return {
    estimate: ((middle[0] ?? NaN) + (middle[1] ?? NaN)) / 2,
    low: pairDifference(x, y, k),
    high: pairDifference(x, y, pairs + 1 - k),
    level,
    method: "Hodges-Lehmann shift",
    warnings: [],
  };
}

/** Of the Mann-Whitney test, where every b is above every a: 2 of (na + nb choose na) arrangements, to both sides. */
function leastP(na: number, nb: number): number {
  let p = 2;
  for (let i = 1; i <= na; i++) p *= i / (nb + i);
  return p;
}

function tooFew(n: number, level: number): TooFew {
  let needed = 1;
  while (leastP(needed, needed) > 1 - level) needed++;
  return {
    n,
    needed,
    reason: `${n} observations a side: a ${percent(level)} interval of the shift takes ${needed}`,
  };
}
