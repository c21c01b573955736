import { binomialQuantile } from "../distributions/binomial.ts";
import { type Count, rateOf } from "../proportions/count.ts";

/**
 * How fast a window uses up the budget of errors, where 1 uses up all of it in one period: error rate / (1 -
 * objective).
 */
export function burnRate(bad: Count, objective: number): number {
  return rateOf(bad) / (1 - objective);
}

/**
 * The burn rate that uses up a part of the budget within a window, both lengths in one unit: 14.4 for 2 % of 30 days
 * in an hour. At most what 90 % of errors burn: an objective of 90 % could not reach 14.4 at all.
 */
export function burnThreshold(part: number, period: number, window: number, objective: number): number {
  return Math.min((part * period) / window, 0.9 / (1 - objective));
}

/** How long such an error rate lasts until a window burns at the threshold, in the unit of the window. */
export function timeToDetect(objective: number, errorRate: number, burn: number, window: number): number {
  return (((1 - objective) * burn) / errorRate) * window;
}

/**
 * Bad events of n below which an alert would be luck: the least k with P(k or more) <= alpha at the objective's rate.
 */
export function leastBadEvents(n: number, objective: number, alpha: number = 0.001): number {
  return binomialQuantile(1 - alpha, n, 1 - objective) + 1;
}

/**
 * Both windows burn above the threshold: the long one for size, the short one so that the alert ends with the
 * trouble.
 */
export function isBurning(long: Count, short: Count, objective: number, threshold: number): boolean {
  return [long, short].every((window) => window.n > 0 && burnRate(window, objective) > threshold);
}

/** For alerts where calls are few: the window's bad events are more than chance makes of a kept objective. */
export function isMoreThanChance(long: Count, objective: number, alpha: number = 0.001): boolean {
  return long.events >= leastBadEvents(long.n, objective, alpha);
}
