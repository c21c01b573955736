import { isTooFew, LEAST_IN_STRATUM, type Interval } from "@promptprof/stats";
import type { Part } from "./call-sums.ts";
import type { Found } from "./comparison-of.ts";
import { intervalOf } from "./interval-of.ts";
import type { SumMetric } from "./metrics.ts";
import { pooledInterval } from "./pooled-interval.ts";
import { percentOf } from "./words.ts";

/** Strata must hold this part of both sides, or they speak for others than those compared. */
const COVERED = 0.5;

/** A metric of both sides, adjusted by strata where some are given and hold enough of the calls. */
export function foundBySums(
  metric: SumMetric,
  whole: Omit<Part, "of">,
  strata: readonly Part[],
  continuous: boolean,
): Found {
  const measured = metric.measured(whole.a, whole.b);
  const crude = intervalOf(measured, continuous);
  const sides = { a: metric.side(whole.a), b: metric.side(whole.b) };
  const unadjusted = { ...sides, change: crude, unadjusted: null, warnings: [] };
  if (strata.length === 0 || isTooFew(crude)) return unadjusted;
  const parts = strata.map(({ a, b }) => metric.measured(a, b)).filter(isLarge);
  const covered = coverageOf(parts, measured);
  if (covered < COVERED) return { ...unadjusted, warnings: [tooLittle(covered)] };
  const change = pooledInterval(parts, continuous);
  if (isTooFew(change)) return { ...unadjusted, warnings: [change.reason] };
  return { ...sides, change: named(change, parts.length), unadjusted: crude, warnings: left(covered) };
}

type Sized = { readonly a: { readonly n: number }; readonly b: { readonly n: number } };

/** Large enough on both sides to say more about itself than about chance. */
export function isLarge({ a, b }: Sized): boolean {
  return Math.min(a.n, b.n) >= LEAST_IN_STRATUM;
}

/** Part of the observations that is in strata, of the side that has less of them there. */
export function coverageOf(parts: readonly Sized[], whole: Sized): number {
  const [a, b] = [parts.reduce((n, part) => n + part.a.n, 0), parts.reduce((n, part) => n + part.b.n, 0)];
  return Math.min(a / whole.a.n, b / whole.b.n);
}

export function isCovered(covered: number): boolean {
  return covered >= COVERED;
}

export function tooLittle(covered: number): string {
  return `not adjusted: like parts of at least ${LEAST_IN_STRATUM} calls a side hold only ${percentOf(covered)} of a side`;
}

/** Said only where it is worth saying. */
export function left(covered: number): string[] {
  return covered < 0.95 ? [`like parts hold ${percentOf(covered)} of a side; the rest has no like`] : [];
}

export function named(change: Interval, strata: number): Interval {
  return { ...change, method: `${change.method}, within ${strata} strata` };
}
