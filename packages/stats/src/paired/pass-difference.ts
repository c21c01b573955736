import { criticalZ } from "../critical.ts";
import type { Interval } from "../interval.ts";
import { NOTHING_COUNTED } from "../proportions/count.ts";
import { wilsonBounds } from "../proportions/wilson.ts";
import type { TooFew } from "../too-few.ts";
import type { PassPairs } from "./mcnemar.ts";

/**
 * Share that passes, b minus a, -1 to 1: Newcombe's interval for pairs (1998b, method 10), two Wilson intervals joined by phi
 * with a continuity-corrected numerator. Holds with few pairs that differ, where Wald's does not. Of repeated items take
 * `pairedDifference` of their pass rates.
 */
export function passDifference(pairs: PassPairs, level: number = 0.95): Interval | TooFew {
  const n = countOf(pairs);
  if (n === 0) return NOTHING_COUNTED;
  const z = criticalZ(level);
  const [passA, passB] = [pairs.bothPass + pairs.aOnly, pairs.bothPass + pairs.bOnly];
  const [a, b] = [wilsonBounds({ events: passA, n }, z), wilsonBounds({ events: passB, n }, z)];
  const correlation = phi(pairs, n);
  const estimate = (passB - passA) / n;
  return {
    estimate,
    low: estimate - joined(passB / n - b.low, a.high - passA / n, correlation),
    high: estimate + joined(b.high - passB / n, passA / n - a.low, correlation),
    level,
    method: "Newcombe for pairs",
    warnings: [],
  };
}

/** The same by Bonett and Price (2012): Wald's form with one pair added to each kind that differs. */
export function passDifferenceBonettPrice(pairs: PassPairs, level: number = 0.95): Interval | TooFew {
  const n = countOf(pairs);
  if (n === 0) return NOTHING_COUNTED;
  const onlyA = (pairs.aOnly + 1) / (n + 2);
  const onlyB = (pairs.bOnly + 1) / (n + 2);
  const centre = onlyB - onlyA;
  const reach = criticalZ(level) * Math.sqrt((onlyA + onlyB - centre ** 2) / (n + 2));
  return {
    estimate: (pairs.bOnly - pairs.aOnly) / n,
    low: Math.max(-1, centre - reach),
    high: Math.min(1, centre + reach),
    level,
    method: "Bonett-Price",
    warnings: [],
  };
}

function countOf({ bothPass, aOnly, bOnly, bothFail }: PassPairs): number {
  return bothPass + aOnly + bOnly + bothFail;
}

function joined(x: number, y: number, correlation: number): number {
  return Math.sqrt(Math.max(0, x ** 2 - 2 * correlation * x * y + y ** 2));
}

function phi({ bothPass, aOnly, bOnly, bothFail }: PassPairs, n: number): number {
  const product = bothPass * bothFail - aOnly * bOnly;
  const numerator = product > 0 ? Math.max(0, product - n / 2) : product;
  const margins = (bothPass + aOnly) * (bOnly + bothFail) * (bothPass + bOnly) * (aOnly + bothFail);
  return margins === 0 ? 0 : numerator / Math.sqrt(margins);
}
