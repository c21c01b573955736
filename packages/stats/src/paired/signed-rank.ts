import { normalCdf } from "../distributions/normal.ts";
import { sumOf } from "../mean.ts";
import { signedRanks } from "./signed-ranks.ts";
import { signedRankDistribution } from "./signed-rank-distribution.ts";

/** p values of Wilcoxon's signed rank test. */
export interface RankP {
  readonly twoSided: number;
  /** Of "the differences are not below 0". */
  readonly less: number;
  /** Of "the differences are not above 0". */
  readonly greater: number;
}

export interface SignedRank {
  /** Sum of the ranks of the differences above 0. */
  readonly v: number;
  /** Differences that are not 0. */
  readonly n: number;
  readonly zeros: number;
  readonly p: RankP;
  readonly exact: boolean;
  /** 2 v / (n (n + 1) / 2) - 1: -1 all below 0, 1 all above; 0 where every difference is 0. */
  readonly rankBiserial: number;
  readonly warnings: readonly string[];
}

const MOST_EXACT = 50;

/**
 * Wilcoxon's signed rank test of paired differences, zeros dropped, equal sizes at the middle of their ranks. Exact up to
 * 50 differences, by the distribution over all signs of these very ranks, so ties do not spoil it; beyond by the normal
 * with corrections for ties and continuity. It assumes that differences spread alike on both sides and asks for their
 * pseudo-median, not their mean: a check beside the gate, not the gate.
 */
export function signedRank(differences: readonly number[], mostExact: number = MOST_EXACT): SignedRank {
  const { ranks, positive, zeros } = signedRanks(differences);
  const n = ranks.length;
  const exact = n <= mostExact;
  const most = (n * (n + 1)) / 2;
  const share = zeros / differences.length;
  return {
    v: positive,
    n,
    zeros,
    p: exact ? exactP(ranks, positive) : normalP(positive, most / 2, varianceOf(ranks)),
    exact,
    rankBiserial: n === 0 ? 0 : (2 * positive) / most - 1,
    warnings: share > 0.3 ? [`${Math.round(100 * share)} % of the differences are 0: take Pratt's form`] : [],
  };
}

/** Pratt's form (1959): zeros are ranked with the others and then left out, so that many of them weaken the evidence. */
export function signedRankPratt(differences: readonly number[]): RankP {
  const { ranks, positive } = signedRanks(differences, true);
  const middle = sumOf(ranks) / 2;
  return normalP(positive, middle, varianceOf(ranks));
}

/** Signs alone are random, so V varies by sum r^2 / 4; with ties this is n(n+1)(2n+1)/24 - sum (t^3 - t) / 48. */
function varianceOf(ranks: readonly number[]): number {
  return ranks.reduce((sum, rank) => sum + rank * rank, 0) / 4;
}

function normalP(v: number, middle: number, variance: number): RankP {
  if (variance === 0) return { twoSided: 1, less: 1, greater: 1 };
  const z = (shift: number): number => (v - middle + shift) / Math.sqrt(variance);
  const towards = -0.5 * Math.sign(v - middle);
  return {
    twoSided: Math.min(1, 2 * normalCdf(-Math.abs(z(towards)))),
    less: normalCdf(z(0.5)),
    greater: normalCdf(-z(-0.5)),
  };
}

function exactP(ranks: readonly number[], v: number): RankP {
  const chances = signedRankDistribution(ranks);
  const upTo = (end: number): number => chances.slice(0, end).reduce((sum, chance) => sum + chance, 0);
  const less = Math.min(1, upTo(2 * v + 1));
  // Of a distribution that is the same from both ends, "at least v" is "at most the rest".
  const greater = Math.min(1, upTo(chances.length - 2 * v));
  return { twoSided: Math.min(1, 2 * Math.min(less, greater)), less, greater };
}
