import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { studentTCdf } from "../distributions/student-t.ts";
import { meanOf } from "../mean.ts";
import { theInterval } from "../interval.case.ts";
import { vectors } from "../vectors.case.ts";
import { clusterTotals } from "./cluster-totals.ts";
import { pairedDifference } from "./paired-difference.ts";
import type { PairedItem } from "./paired-item.ts";
import { pairedRatio } from "./paired-ratio.ts";
import { pairedRatioOfMeans } from "./paired-ratio-of-means.ts";
import { standardErrors } from "./standard-errors.ts";
import { signFlip } from "../resampling/sign-flip.ts";

const known = vectors<{
  input: { items: { cluster: string; A: number[]; B: number[] }[] };
  expected: Record<string, number> & {
    ci95_CR1_t_Gminus1: [number, number];
    ci95_paired_t: [number, number];
  };
  sign_flip_exact: { input: { cluster_sums_of_d: number[] }; expected: Record<string, number> }[];
}>("07_paired_clustered_se");

describe.skipIf(known === null)("a paired comparison of 24 items in 6 clusters, 3 repeats", () => {
  const items = (known?.input.items ?? []).map(({ A, B, cluster }) => ({ a: A, b: B, cluster }));
  const expected = known?.expected ?? ({} as NonNullable<typeof known>["expected"]);
  const differences = items.map(({ a, b }) => meanOf(b) - meanOf(a));
  const clusters = items.map(({ cluster }) => cluster);

  test("has the standard errors that R and numpy give", () => {
    const errors = standardErrors(differences, clusters);
    expect(errors.mean).toBeCloseTo(expected["mean_diff_B_minus_A"] ?? NaN, 12);
    expect(errors.clt).toBeCloseTo(expected["se_paired_clt"] ?? NaN, 12);
    expect(errors.miller).toBeCloseTo(expected["se_clustered_miller"] ?? NaN, 12);
    expect(errors.cr0).toBeCloseTo(expected["se_clustered_CR0"] ?? NaN, 12);
    expect(errors.cr1).toBeCloseTo(expected["se_clustered_CR1"] ?? NaN, 12);
    const a = standardErrors(
      items.map((item) => meanOf(item.a)),
      clusters,
    );
    expect(a.clt).toBeCloseTo(expected["se_A_clt"] ?? NaN, 12);
    expect(a.miller).toBeCloseTo(expected["se_A_clustered_miller"] ?? NaN, 12);
  });

  test("has the interval of CR1 with t of 5, its correlation and the parts of its variance, and warns of 6 clusters", () => {
    const result = theInterval(pairedDifference(items));
    expect([result.low, result.high]).toEqual(
      expected.ci95_CR1_t_Gminus1.map((end) => expect.closeTo(end, 9)),
    );
    expect(result).toMatchObject({ n: 24, clusters: 6, df: 5, warnings: ["6 clusters"] });
    expect(result.correlation).toBeCloseTo(expected["corr_A_B"] ?? NaN, 12);
    expect(result.parts.sigma2A).toBeCloseTo(expected["sigma2_within_A"] ?? NaN, 12);
    expect(result.parts.sigma2B).toBeCloseTo(expected["sigma2_within_B"] ?? NaN, 12);
    expect(result.parts.omega2).toBeCloseTo(expected["omega2_hat"] ?? NaN, 12);
    const t = result.estimate / result.se;
    expect(2 * studentTCdf(-Math.abs(t), 5)).toBeCloseTo(expected["p_CR1_t_Gminus1"] ?? NaN, 9);
  });

  test("without clusters is R's paired t test", () => {
    const result = theInterval(pairedDifference(items.map((item) => ({ ...item, cluster: null }))));
    const [low, high] = expected.ci95_paired_t;
    expect(result.low).toBeCloseTo(low, 9);
    expect(result.high).toBeCloseTo(high, 9);
    expect(result.method).toBe("paired t");
  });

  test("flips the signs of its clusters exactly", () => {
    for (const { input, expected } of known?.sign_flip_exact ?? []) {
      const flipped = signFlip(input.cluster_sums_of_d);
      expect(flipped).toMatchObject({ exact: true, flips: expected["n_flips"] });
      expect(flipped.twoSided).toBeCloseTo(expected["p_two"] ?? NaN, 12);
      expect(flipped.greater).toBeCloseTo(expected["p_greater"] ?? NaN, 12);
    }
    expect(signFlip(clusterTotals(differences, clusters)).twoSided).toBeCloseTo(0.71875, 12);
  });
});

const score = fc.double({ min: 0.01, max: 100, noNaN: true });
const item: fc.Arbitrary<PairedItem> = fc.record({
  a: fc.array(score, { minLength: 1, maxLength: 3 }),
  b: fc.array(score, { minLength: 1, maxLength: 3 }),
  cluster: fc.constantFrom("x", "y", "z", null),
});
const items = fc
  .array(item, { minLength: 2, maxLength: 20 })
  .map((list) => [...list, { a: [1], b: [2], cluster: null }]);
const swapped = (list: readonly PairedItem[]): PairedItem[] =>
  list.map(({ a, b, cluster }) => ({ a: b, b: a, cluster }));

test("swapping the sides turns a difference over and a ratio into its inverse", () => {
  fc.assert(
    fc.property(items, (list) => {
      const [there, back] = [
        theInterval(pairedDifference(list)),
        theInterval(pairedDifference(swapped(list))),
      ];
      expect(back.low).toBeCloseTo(-there.high, 6);
      const [up, down] = [theInterval(pairedRatio(list)), theInterval(pairedRatio(swapped(list)))];
      expect(up.estimate * down.estimate).toBeCloseTo(1, 9);
    }),
  );
});

test("other units change a difference by their factor and a ratio not at all", () => {
  fc.assert(
    fc.property(items, (list) => {
      const thousand = list.map((one) => ({
        ...one,
        a: one.a.map((x) => 1000 * x),
        b: one.b.map((x) => 1000 * x),
      }));
      const [plain, large] = [theInterval(pairedDifference(list)), theInterval(pairedDifference(thousand))];
      expect(large.estimate / 1000).toBeCloseTo(plain.estimate, 9);
      expect(theInterval(pairedRatio(thousand)).estimate).toBeCloseTo(
        theInterval(pairedRatio(list)).estimate,
        9,
      );
    }),
  );
});

test("repeating an item's answer is no new evidence", () => {
  fc.assert(
    fc.property(items, (list) => {
      const twice = list.map((one) => ({ ...one, a: [...one.a, ...one.a], b: [...one.b, ...one.b] }));
      const [once, again] = [theInterval(pairedDifference(list)), theInterval(pairedDifference(twice))];
      expect(again.se).toBeCloseTo(once.se, 9);
    }),
  );
});

test("one item, or one cluster of several, has no error, and what has no log has no ratio", () => {
  const one = { a: [0.5], b: [1], cluster: "x" };
  expect(pairedDifference([])).toMatchObject({ n: 0, needed: 2 });
  expect(pairedDifference([one])).toMatchObject({
    reason: "1 item: a difference with an error takes 2",
  });
  expect(pairedDifference([one, one])).toMatchObject({
    reason: "1 cluster of 2 items: a difference with an error takes 2",
  });
  expect(pairedRatio([one, { a: [0], b: [1], cluster: null }])).toEqual({
    n: 2,
    needed: null,
    reason: "1 of 2 items have a number of 0 or below: a ratio takes numbers above 0",
  });
});

test("a ratio of means is that of the bills: its inverse the other way round, blind to the currency", () => {
  fc.assert(
    fc.property(items, (list) => {
      const there = theInterval(pairedRatioOfMeans(list));
      const back = theInterval(pairedRatioOfMeans(swapped(list)));
      const [bills, others] = [list.map((one) => meanOf(one.b)), list.map((one) => meanOf(one.a))];
      expect(there.estimate).toBeCloseTo(meanOf(bills) / meanOf(others), 9);
      expect(there.low * back.high).toBeCloseTo(1, 9);
      const cents = list.map((one) => ({
        ...one,
        a: one.a.map((x) => 128 * x),
        b: one.b.map((x) => 128 * x),
      }));
      expect(pairedRatioOfMeans(cents)).toEqual(there);
    }),
  );
});

function costs(a: number, b: number): PairedItem {
  return { a: [a], b: [b], cluster: null };
}

test("free answers have a ratio of means, though no logarithm; all free ones have none", () => {
  expect(theInterval(pairedRatioOfMeans([costs(1, 0), costs(2, 2), costs(1, 1)])).estimate).toBe(0.75);
  expect(pairedRatioOfMeans([costs(0, 0), costs(0, 0)])).toMatchObject({ needed: null });
});
