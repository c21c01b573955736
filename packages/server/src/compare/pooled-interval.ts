import {
  criticalZ,
  heterogeneityOf,
  inverseVariance,
  isTooFew,
  mantelHaenszelDifference,
  meanEffects,
  randomEffects,
  rateEffects,
  twoArmSequence,
  type Effect,
  type Interval,
  type Stratum,
  type Count,
  type TooFew,
} from "@promptprof/stats";
import { ofLogs } from "./interval-of.ts";
import { logOfMean, type Measured } from "./measured.ts";

/** Of which the differences between strata are not chance: more than half of them. */
const DIFFERENT = 0.5;
/** Mantel and Haenszel's error is one of many events: with fewer on both sides it is 0 too easily. */
const EVENTS = 10;

/** b against a in one part of the traffic, on the scale that adds up: logarithms of ratios, or differences. */
export function effectOf(measured: Measured): Effect | null {
  if (measured.how === "rates") return proper(rateEffects([measured])[0]);
  const { how, a, b } = measured;
  if (how === "means" && !(a.mean > 0 && b.mean > 0)) return null;
  const pair = how === "means" ? { a: logOfMean(a), b: logOfMean(b) } : { a, b };
  return proper(meanEffects([pair])[0]);
}

function proper(effect: Effect | undefined): Effect | null {
  return effect !== undefined && Number.isFinite(effect.estimate) && effect.variance > 0 ? effect : null;
}

/** What strata have in common, as a change. */
export function pooledInterval(strata: readonly Measured[], continuous: boolean): Interval | TooFew {
  const rates = strata.flatMap((one): Stratum<Count>[] => (one.how === "rates" ? [one] : []));
  if (rates.length > 0 && !continuous) return pooledRates(rates);
  const effects = strata.flatMap((one) => effectOf(one) ?? []);
  const isRatio = strata.some(({ how }) => how === "means" || how === "geometric means");
  const [na, nb] = [sum(strata, ({ a }) => a.n), sum(strata, ({ b }) => b.n)];
  const pooled = continuous ? pooledSequence(effects, na, nb) : pooledEffects(effects);
  return isRatio ? ofLogs(pooled) : pooled;
}

function pooledRates(strata: readonly Stratum<Count>[]): Interval | TooFew {
  const events = sum(strata, ({ a, b }) => a.events + b.events);
  if (events >= EVENTS) return mantelHaenszelDifference(strata);
  return { n: events, needed: EVENTS, reason: `${events} errors are too few to adjust for the mix` };
}

/** One effect of all, wider where they differ by more than chance. */
export function pooledEffects(effects: readonly Effect[]): Interval | TooFew {
  return heterogeneityOf(effects).i2 > DIFFERENT ? randomEffects(effects) : inverseVariance(effects);
}

/**
 * The same to be looked at as often as one likes: the sequence of two arms that have the pooled effect and, together, its
 * variance.
 */
export function pooledSequence(effects: readonly Effect[], na: number, nb: number): Interval | TooFew {
  const pooled = pooledEffects(effects);
  if (isTooFew(pooled)) return pooled;
  const variance = ((pooled.high - pooled.low) / 2 / Z) ** 2;
  const arm = (n: number, mean: number) => ({ n, mean, squares: (variance / 2) * n * (n - 1) });
  const sequence = twoArmSequence(arm(na, 0), arm(nb, pooled.estimate));
  return isTooFew(sequence) ? sequence : { ...sequence, method: `${sequence.method}, ${pooled.method}` };
}

/** Of a two-sided interval at 95 %. */
const Z: number = criticalZ(0.95);

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
