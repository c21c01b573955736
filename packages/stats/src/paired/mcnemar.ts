import { binomialCdf, binomialPmf } from "../distributions/binomial.ts";

/** Items that both sides answered, by who passed. */
export interface PassPairs {
  readonly bothPass: number;
  readonly aOnly: number;
  readonly bOnly: number;
  readonly bothFail: number;
}

/** Two-sided p of "a and b pass equally often", from the pairs that differ alone. */
export interface McNemar {
  /** Conservative: at most alpha by guarantee. */
  readonly exact: number;
  /** Half of the observed outcome's own probability less on each side (Fagerland, Lydersen and Laake 2013): the default. */
  readonly midP: number;
}

/** exact = 2 P(X <= min(aOnly, bOnly)) with X binomial(aOnly + bOnly, 1/2), at most 1; both are 1 where no pair differs. */
export function mcnemar({ aOnly, bOnly }: Pick<PassPairs, "aOnly" | "bOnly">): McNemar {
  const n = aOnly + bOnly;
  if (n === 0) return { exact: 1, midP: 1 };
  const least = Math.min(aOnly, bOnly);
  const doubled = 2 * binomialCdf(least, n, 0.5);
  const own = binomialPmf(least, n, 0.5);
  return { exact: Math.min(1, doubled), midP: Math.min(1, doubled) - own };
}
