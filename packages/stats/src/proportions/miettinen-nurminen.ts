import { criticalZ } from "../critical.ts";
import type { Interval } from "../interval.ts";
import type { TooFew } from "../too-few.ts";
import { type Count, NOTHING_COUNTED, rateOf } from "./count.ts";

/**
 * b's proportion minus a's: all differences that a score test would not reject (Miettinen & Nurminen 1985). For small
 * cells, where Newcombe's is a little narrow.
 */
export function miettinenNurminen(a: Count, b: Count, level: number = 0.95): Interval | TooFew {
  if (a.n === 0 || b.n === 0) return NOTHING_COUNTED;
  const z = criticalZ(level);
  const estimate = rateOf(b) - rateOf(a);
  return {
    estimate,
    // The score falls as the difference that it tests rises.
    low: rootOf((delta) => score(a, b, delta) - z, -1, estimate),
    high: rootOf((delta) => score(a, b, delta) + z, estimate, 1),
    level,
    method: "Miettinen-Nurminen",
    warnings: [],
  };
}

/** How many standard errors, taken as if delta were true, the observed difference lies above delta. */
function score(a: Count, b: Count, delta: number): number {
  const off = rateOf(b) - rateOf(a) - delta;
  const pa = rateOfAGiven(a, b, delta);
  const pb = Math.min(1, Math.max(0, pa + delta));
  const n = a.n + b.n;
  const variance = ((pa * (1 - pa)) / a.n + (pb * (1 - pb)) / b.n) * (n / (n - 1));
  if (off === 0) return 0;
  return variance > 0 ? off / Math.sqrt(variance) : off * Infinity;
}

/** a's most likely proportion where b's is delta more: the middle root of a cubic, in closed form. */
function rateOfAGiven(a: Count, b: Count, delta: number): number {
  const n = a.n + b.n;
  const events = a.events + b.events;
  const l2 = ((b.n + 2 * a.n) * delta - n - events) / (3 * n);
  const l1 = ((a.n * delta - n - 2 * a.events) * delta + events) / n;
  const l0 = (a.events * delta * (1 - delta)) / n;
  const q = l2 ** 3 - (l1 * l2) / 2 + l0 / 2;
  const p = Math.sign(q || 1) * Math.sqrt(Math.max(0, l2 * l2 - l1 / 3));
  if (p === 0) return clamp(-l2, delta);
  const angle = (Math.PI + Math.acos(Math.min(1, Math.max(-1, q / p ** 3)))) / 3;
  return clamp(2 * p * Math.cos(angle) - l2, delta);
}

/** Both proportions must lie within [0, 1]. */
function clamp(pa: number, delta: number): number {
  return Math.min(Math.min(1, 1 - delta), Math.max(Math.max(0, -delta), pa));
}

/**
 * By halving, to the last digit of a difference between -1 and 1; the end itself where f does not change its sign.
 */
function rootOf(f: (x: number) => number, from: number, to: number): number {
  let [low, high] = [from, to];
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (f(middle) > 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
