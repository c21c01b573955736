import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { theInterval } from "../interval.case.ts";
import { vectors } from "../vectors.case.ts";
import { pseudoMedian } from "./pseudo-median.ts";
import { type RankP, signedRank, signedRankPratt } from "./signed-rank.ts";

interface Sides {
  two: number;
  less: number;
  greater: number;
}
const known = vectors<{
  cases: {
    name: string;
    input: { d: number[] };
    expected: {
      V_sum_positive_ranks_zeros_dropped: number;
      n_nonzero: number;
      p_exact_zeros_dropped_midranks: Sides;
      p_normal_cc: Sides;
      hodges_lehmann_pseudomedian_all_walsh_averages: number;
      rank_biserial: number;
      hl_ci95_order_stat_normal_k: { lo: number; hi: number };
      p_pratt_normal_cc_two: number;
    };
  }[];
}>("02_wilcoxon_signed_rank");

const near = ({ two, less, greater }: Sides): unknown => ({
  twoSided: expect.closeTo(two, 9),
  less: expect.closeTo(less, 9),
  greater: expect.closeTo(greater, 9),
});

describe.skipIf(known === null)("signed ranks as R has them", () => {
  test.each(known?.cases ?? [])("$name", ({ input, expected }) => {
    const result = signedRank(input.d, 100);
    expect(result.v).toBe(expected.V_sum_positive_ranks_zeros_dropped);
    expect(result.n).toBe(expected.n_nonzero);
    expect(result.rankBiserial).toBeCloseTo(expected.rank_biserial, 12);
    expect(result.p).toEqual(near(expected.p_exact_zeros_dropped_midranks));
    expect(signedRank(input.d, 0).p).toEqual(near(expected.p_normal_cc));
    expect(signedRankPratt(input.d).twoSided).toBeCloseTo(expected.p_pratt_normal_cc_two, 9);
    const middle = theInterval(pseudoMedian(input.d));
    expect(middle.estimate).toBeCloseTo(expected.hodges_lehmann_pseudomedian_all_walsh_averages, 12);
    expect(middle.low).toBeCloseTo(expected.hl_ci95_order_stat_normal_k.lo, 12);
    expect(middle.high).toBeCloseTo(expected.hl_ci95_order_stat_normal_k.hi, 12);
  });
});

const grid = fc.integer({ min: -8, max: 8 }).map((x) => x / 4);
const differences = fc.array(grid, { minLength: 6, maxLength: 12 });

/** Every sign pattern of the same sizes, one by one. */
function byEnumeration(d: readonly number[]): RankP {
  const sizes = d.filter((x) => x !== 0).map(Math.abs);
  const v = (signs: number): number =>
    signedRank(sizes.map((size, i) => (signs & (1 << i) ? size : -size))).v;
  const all = Array.from({ length: 2 ** sizes.length }, (_, signs) => v(signs));
  const observed = signedRank(d).v;
  const less = all.filter((x) => x <= observed).length / all.length;
  const greater = all.filter((x) => x >= observed).length / all.length;
  return { twoSided: Math.min(1, 2 * Math.min(less, greater)), less, greater };
}

test("the exact p is the share of sign patterns, counted one by one", () => {
  const few = fc.array(grid, { minLength: 1, maxLength: 7 });
  fc.assert(
    fc.property(few, (d) => {
      const { p } = signedRank(d);
      const counted = byEnumeration(d);
      expect(p.less).toBeCloseTo(counted.less, 12);
      expect(p.greater).toBeCloseTo(counted.greater, 12);
      expect(p.twoSided).toBeCloseTo(counted.twoSided, 12);
    }),
  );
});

test("the pseudo-median is the median of all means of two, found without listing them", () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 6, maxLength: 30 }),
      (d) => {
        const means = d.flatMap((x, i) => d.slice(i).map((y) => (x + y) / 2)).toSorted((x, y) => x - y);
        const upper = means[Math.floor(means.length / 2)] ?? NaN;
        const lower = means[Math.ceil(means.length / 2) - 1] ?? NaN;
        expect(theInterval(pseudoMedian(d)).estimate).toBeCloseTo((upper + lower) / 2, 9);
      },
    ),
  );
});

test("the pseudo-median moves with the differences and turns over with their sign", () => {
  fc.assert(
    fc.property(differences, (d) => {
      const there = theInterval(pseudoMedian(d));
      expect(theInterval(pseudoMedian(d.map((x) => x + 5))).estimate).toBeCloseTo(there.estimate + 5, 12);
      expect(theInterval(pseudoMedian(d.map((x) => -x))).estimate).toBeCloseTo(-there.estimate, 12);
    }),
  );
});

test("differences that are all 0 say nothing, and too few for an interval leave it open", () => {
  expect(signedRank([0, 0]).p).toEqual({ twoSided: 1, less: 1, greater: 1 });
  expect(signedRank([0, 0, 1]).warnings).toEqual(["67 % of the differences are 0: take Pratt's form"]);
  expect(pseudoMedian([1, 2])).toEqual({
    n: 2,
    needed: 6,
    reason: "2 differences: a 95 % interval of their pseudo-median takes 6",
  });
});
