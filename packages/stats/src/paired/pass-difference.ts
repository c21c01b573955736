import { normalQuantile } from "../distributions/normal.ts";
import type { Interval } from "../interval.ts";
import type { PassPairs } from "./mcnemar.ts";

/**
 * Share that passes, b minus a, with Newcombe's interval for pairs (1998, method 10: two Wilson intervals and phi with a
 * continuity-corrected numerator). Never leaves -1..1 and holds with few pairs that differ, where Wald's does not.
 * null without pairs.
 */
export function passDifference(pairs: PassPairs, level = 0.95): Interval | null {
  const n = pairs.bothPass + pairs.aOnly + pairs.bOnly + pairs.bothFail;
  if (n === 0) return null;
  const a = wilson(pairs.bothPass + pairs.aOnly, n, level);
  const b = wilson(pairs.bothPass + pairs.bOnly, n, level);
  const correlation = phi(pairs, n);
  const estimate = (pairs.bOnly - pairs.aOnly) / n;
  return {
    estimate,
    low: estimate - joined(b.estimate - b.low, a.high - a.estimate, correlation),
    high: estimate + joined(b.high - b.estimate, a.estimate - a.low, correlation),
    level,
    method: "Newcombe for pairs (method 10)",
    warnings: [],
  };
}

/** The same by Bonett and Price (2012), Wald's form with one pair added to each kind that differs. null without pairs. */
export function passDifferenceBonettPrice(pairs: PassPairs, level = 0.95): Interval | null {
  const n = pairs.bothPass + pairs.aOnly + pairs.bOnly + pairs.bothFail;
  if (n === 0) return null;
  const onlyA = (pairs.aOnly + 1) / (n + 2);
  const onlyB = (pairs.bOnly + 1) / (n + 2);
  const centre = onlyB - onlyA;
  const half = normalQuantile(0.5 + level / 2) * Math.sqrt((onlyA + onlyB - centre ** 2) / (n + 2));
  return {
    estimate: (pairs.bOnly - pairs.aOnly) / n,
    low: Math.max(-1, centre - half),
    high: Math.min(1, centre + half),
    level,
    method: "Bonett-Price",
    warnings: [],
  };
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

function wilson(count: number, n: number, level: number): { estimate: number; low: number; high: number } {
  const z = normalQuantile(0.5 + level / 2);
  const centre = (count + z ** 2 / 2) / (n + z ** 2);
  const half = (z * Math.sqrt((count * (n - count)) / n + z ** 2 / 4)) / (n + z ** 2);
  return { estimate: count / n, low: centre - half, high: centre + half };
}
