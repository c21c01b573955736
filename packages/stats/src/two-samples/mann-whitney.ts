import { normalCdf } from "../distributions/normal.ts";
import { type Ranked, rankTogether } from "./ranked.ts";
import { rankSumProbabilities } from "./rank-sums.ts";

/** As Go's benchstat: up to here, each side, every arrangement is counted. */
const EXACT_UP_TO = 50;
const EXACT_WITH_TIES_UP_TO = 25;

export interface MannWhitney {
  /** Pairs in which b is greater, ties counted half. */
  readonly u: number;
  /** b tends to be less. */
  readonly pLess: number;
  /** b tends to be greater. */
  readonly pGreater: number;
  readonly pTwoSided: number;
  /** Every arrangement counted, ties kept; else the normal curve with continuity and tie correction. */
  readonly exact: boolean;
}

/**
 * Whether b tends to be greater or less than a (Mann & Whitney 1947). About P(b > a), not about medians; with many
 * observations everything is significant, so it is shown beside an interval and never decides alone. `exact` null: as
 * the size allows. Samples of at least one each.
 */
export function mannWhitney(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  exact: boolean | null = null,
): MannWhitney {
  const ranked = rankTogether(a, b);
  const most = ranked.ties === 0 ? EXACT_UP_TO : EXACT_WITH_TIES_UP_TO;
  const counted = exact ?? Math.max(a.length, b.length) <= most;
  return counted ? byCounting(ranked, b.length) : byNormal(ranked, a.length, b.length);
}

/** U from twice the sum of ranks. */
function uOf(doubledSum: number, nb: number): number {
  return doubledSum / 2 - (nb * (nb + 1)) / 2;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, x) => total + x, 0);
}

function byCounting(ranked: Ranked, nb: number): MannWhitney {
  const observed = sum(ranked.ofB);
  // Of all doubled ranks the mean is N + 1, so that of nb of them is nb (N + 1).
  const middle = nb * (ranked.all.length + 1);
  const off = Math.abs(observed - middle);
  let [pLess, pGreater, pTwoSided] = [0, 0, 0];
  for (const [at, p] of rankSumProbabilities(ranked.all, nb).entries()) {
    if (at <= observed) pLess = Math.min(1, pLess + p);
    if (at >= observed) pGreater = Math.min(1, pGreater + p);
    if (Math.abs(at - middle) >= off) pTwoSided = Math.min(1, pTwoSided + p);
  }
  return { u: uOf(observed, nb), pLess, pGreater, pTwoSided, exact: true };
}

function byNormal({ ofB, ties }: Ranked, na: number, nb: number): MannWhitney {
  const u = uOf(sum(ofB), nb);
  const n = na + nb;
  const sd = Math.sqrt(((na * nb) / 12) * (n + 1 - ties / (n * (n - 1))));
  if (!(sd > 0)) return { u, pLess: 1, pGreater: 1, pTwoSided: 1, exact: false };
  const off = u - (na * nb) / 2;
  const pLess = normalCdf((off + 0.5) / sd);
  const pGreater = normalCdf((0.5 - off) / sd);
  return { u, pLess, pGreater, pTwoSided: Math.min(1, 2 * Math.min(pLess, pGreater)), exact: false };
}
