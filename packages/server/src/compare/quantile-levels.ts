import { quantileRanks, sketchStep } from "@promptprof/stats";

/** Where to read a quantile and what bounds it. */
export interface QuantileLevels {
  readonly below: number;
  readonly at: number;
  readonly above: number;
}

/** Both sides' ranks hold at once with 95 %, if each does with 97.5 %. */
const OF_EACH_SIDE = 0.975;

/** p and a step of 1.96 standard errors on each side; null where n are too few. */
export function fixedLevels(n: number, p: number): QuantileLevels | null {
  const step = sketchStep(n, p);
  return step === null ? null : { below: p - step, at: p, above: p + step };
}

/** The ranks that a confidence sequence keeps at every n, as levels whose index floor(level (n - 1)) they are. */
export function streamedLevels(n: number, p: number): QuantileLevels | null {
  const { least, most } = quantileRanks(n, p, OF_EACH_SIDE);
  if (n < 2 || least < 1 || most + 1 > n) return null;
  const levelOf = (rank: number): number => Math.min(1, (rank - 0.5) / (n - 1));
  return { below: levelOf(least), at: p, above: levelOf(most + 1) };
}

/**
 * The same step from a power of 2 at most n: strata of many sizes then ask for few levels, since each level is one more to
 * look up in every sketch. `narrower` is what the logarithms of the bounds must be multiplied with.
 */
export function roundedLevels(n: number, p: number): (QuantileLevels & { readonly narrower: number }) | null {
  const rounded = 2 ** Math.floor(Math.log2(n));
  const levels = fixedLevels(rounded, p);
  return levels === null ? null : { ...levels, narrower: Math.sqrt(rounded / n) };
}
