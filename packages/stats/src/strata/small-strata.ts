import type { Stratum } from "./strata.ts";

/** A stratum with fewer observations on a side says more about chance than about itself. */
export const LEAST_IN_STRATUM = 30;

/** Those large enough by themselves, and the rest put together as the last one, if it is not empty. */
export function mergeSmallStrata<Side extends { readonly n: number }>(
  strata: readonly Stratum<Side>[],
  pool: (strata: readonly Stratum<Side>[]) => Stratum<Side>,
  least: number = LEAST_IN_STRATUM,
): Stratum<Side>[] {
  const isLarge = ({ a, b }: Stratum<Side>): boolean => Math.min(a.n, b.n) >= least;
  const rest = pool(strata.filter((stratum) => !isLarge(stratum)));
  const large = strata.filter(isLarge);
  return rest.a.n + rest.b.n > 0 ? [...large, rest] : large;
}
