import { criticalZ } from "../critical.ts";
import { chiSquareTail } from "../distributions/chi-square.ts";
import type { Interval } from "../interval.ts";
import { spreadWarnings } from "../ratios/difference-of-means.ts";
import type { TooFew } from "../too-few.ts";
import type { Effect } from "./effect.ts";

/** Added to every variance: where numbers do not vary at all, weights stay finite and equal. */
const LEAST_VARIANCE = 1e-100;

/** How far effects of strata differ by more than chance. */
export interface Heterogeneity {
  /** Cochran's Q. */
  readonly q: number;
  readonly df: number;
  /** p of "all strata have one effect". */
  readonly p: number;
  /** The part of the differences that is not chance, 0 to 1 (Higgins & Thompson 2002). */
  readonly i2: number;
  /** Variance of the true effects between strata (DerSimonian & Laird 1986). */
  readonly tau2: number;
}

/** One effect of several strata, each weighing as much as it is exact: 1 / variance. */
export function inverseVariance(effects: readonly Effect[], level: number = 0.95): Interval | TooFew {
  return weighted(effects, 0, level, "inverse variance");
}

/**
 * The mean of effects that differ from stratum to stratum (DerSimonian & Laird 1986): wider, and of more equal
 * weights, the more they differ. In place of `inverseVariance` where i2 is above one half.
 */
export function randomEffects(effects: readonly Effect[], level: number = 0.95): Interval | TooFew {
  return weighted(effects, heterogeneityOf(effects).tau2, level, "random effects (DerSimonian-Laird)");
}

function weighted(
  effects: readonly Effect[],
  tau2: number,
  level: number,
  method: string,
): Interval | TooFew {
  const { mean, weight } = meanOf(effects, tau2);
  if (!(weight > 0)) return { n: 0, needed: 1, reason: "no stratum says how much its numbers vary" };
  const reach = criticalZ(level) / Math.sqrt(weight);
  const noSpread = tau2 === 0 && effects.every(({ variance }) => variance === 0);
  const warnings = spreadWarnings(noSpread ? 0 : reach);
  return { estimate: mean, low: mean - reach, high: mean + reach, level, method, warnings };
}

function meanOf(
  effects: readonly Effect[],
  tau2: number,
): { readonly mean: number; readonly weight: number } {
  let [weight, total] = [0, 0];
  for (const { estimate, variance } of effects) {
    const own = 1 / (variance + tau2 + LEAST_VARIANCE);
    weight += own;
    total += estimate * own;
  }
  return { mean: total / weight, weight };
}

export function heterogeneityOf(effects: readonly Effect[]): Heterogeneity {
  const df = effects.length - 1;
  if (df < 1) return { q: 0, df: 0, p: 1, i2: 0, tau2: 0 };
  const { mean, weight } = meanOf(effects, 0);
  const q = effects.reduce(
    (sum, { estimate, variance }) => sum + (estimate - mean) ** 2 / (variance + LEAST_VARIANCE),
    0,
  );
  const squares = effects.reduce((sum, { variance }) => sum + 1 / (variance + LEAST_VARIANCE) ** 2, 0);
  const beyond = Math.max(0, q - df);
  const tau2 = beyond / (weight - squares / weight);
  return { q, df, p: chiSquareTail(q, df), i2: q > 0 ? beyond / q : 0, tau2 };
}

/**
 * Effects of strata drawn towards their common one, by as much as each is chance: of many strata, the greatest effect
 * is mostly luck, so a list is ranked by these.
 */
export function shrunkenEffects(effects: readonly Effect[]): number[] {
  const { tau2 } = heterogeneityOf(effects);
  const { mean } = meanOf(effects, tau2);
  return effects.map(
    ({ estimate, variance }) => mean + (tau2 / (tau2 + variance + LEAST_VARIANCE)) * (estimate - mean),
  );
}
