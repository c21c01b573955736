import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { meanOf } from "../mean.ts";
import { sorted } from "../quantile.ts";
import { seededRandom } from "../random.ts";
import { theInterval } from "../interval.case.ts";
import { vectors } from "../vectors.case.ts";
import { acceleration, jackknife } from "./acceleration.ts";
import { bcaLimits } from "./bootstrap-limits.ts";
import { bootstrap, bootstrapTwo } from "./bootstrap.ts";
import { clusteredUnits } from "./clustered-units.ts";
import { resampled } from "./replicates.ts";
import { pairedRatioBootstrap, ratioBootstrap } from "./paired-ratio-bootstrap.ts";

interface Deterministic {
  z0: number;
  alpha_levels: [number, number];
  bca: [number, number];
  percentile_type7: [number, number];
}
const known = vectors<{
  cases: [
    {
      input: { a: number[]; b: number[] };
      expected: {
        theta: number;
        acceleration_two_sample: number;
        deterministic: Deterministic;
        scipy_bca_100k: [number, number];
        monte_carlo_sd_of_endpoints_at_B10000: [number, number];
      };
    },
    {
      input: { clusters: Record<string, number[]> };
      expected: { theta: number; acceleration_leave_one_cluster_out: number; deterministic: Deterministic };
    },
  ];
}>("08_bootstrap_bca");

const ratio = (a: readonly number[], b: readonly number[]): number => meanOf(b) / meanOf(a);
const pooled = (drawn: readonly (readonly number[])[]): number => meanOf(drawn.flat());
const ends = (values: readonly number[]): unknown[] => values.map((value) => expect.closeTo(value, 9));

describe.skipIf(known === null)("a bootstrap with the same random numbers as the reference", () => {
  test("of the ratio of two means has its limits", () => {
    const { input, expected } = known!.cases[0];
    const options = { seed: 99, resamples: 2000 };
    const bca = theInterval(bootstrapTwo(input.a, input.b, ratio, { ...options, kind: "bca" }));
    expect(bca.estimate).toBeCloseTo(expected.theta, 12);
    expect(bca.levels).toEqual(ends(expected.deterministic.alpha_levels));
    expect([bca.low, bca.high]).toEqual(ends(expected.deterministic.bca));
    const percentile = theInterval(bootstrapTwo(input.a, input.b, ratio, options));
    expect([percentile.low, percentile.high]).toEqual(ends(expected.deterministic.percentile_type7));
    const both = [jackknife(input.a, (a) => ratio(a, input.b)), jackknife(input.b, (b) => ratio(input.a, b))];
    expect(acceleration(both)).toBeCloseTo(expected.acceleration_two_sample, 12);
  });

  test("of the mean over clusters has its limits", () => {
    const { input, expected } = known!.cases[1];
    const units = Object.values(input.clusters);
    const random = seededRandom(7);
    const replicates = Array.from({ length: 2000 }, () => pooled(resampled(units, random)));
    // Which replicates equal the estimate depends on the last bit of the reference's own sum, so that is taken.
    const speed = acceleration([jackknife(units, pooled)]);
    const bca = bcaLimits(sorted(replicates), expected.theta, speed, 0.95);
    expect([bca.low, bca.high]).toEqual(ends(expected.deterministic.bca));
    expect(bca.levels).toEqual(ends(expected.deterministic.alpha_levels));
    const percentile = theInterval(bootstrap(units, pooled, { seed: 7, resamples: 2000 }));
    expect([percentile.low, percentile.high]).toEqual(ends(expected.deterministic.percentile_type7));
    expect(speed).toBeCloseTo(expected.acceleration_leave_one_cluster_out, 12);
  });

  test("of other random numbers is scipy's within five of its own errors", () => {
    const { input, expected } = known!.cases[0];
    const bca = theInterval(bootstrapTwo(input.a, input.b, ratio, { kind: "bca" }));
    const [low, high] = expected.scipy_bca_100k;
    const [lowError, highError] = expected.monte_carlo_sd_of_endpoints_at_B10000;
    expect(Math.abs(bca.low - low)).toBeLessThan(5 * lowError);
    expect(Math.abs(bca.high - high)).toBeLessThan(5 * highError);
  });
});

const values = fc.array(fc.double({ min: 0.1, max: 100, noNaN: true }), { minLength: 2, maxLength: 20 });

test("the same seed gives the same interval, and the basic one is the percentile one turned over", () => {
  fc.assert(
    fc.property(values, fc.nat(), (list, seed) => {
      const options = { seed, resamples: 50 };
      const percentile = theInterval(bootstrap(list, meanOf, options));
      expect(theInterval(bootstrap(list, meanOf, options))).toEqual(percentile);
      const basic = theInterval(bootstrap(list, meanOf, { ...options, kind: "basic" }));
      const [estimate, high] = [percentile.estimate, percentile.high];
      expect(basic.low).toBeCloseTo(2 * estimate - high, 9);
    }),
    { numRuns: 30 },
  );
});

test("a ratio of quantiles or means does not depend on the unit and is 1 of a sample against itself in pairs", () => {
  fc.assert(
    fc.property(values, fc.constantFrom<"mean" | number>("mean", 0.5, 0.95), (list, of) => {
      const options = { resamples: 50 };
      const plain = theInterval(ratioBootstrap(list, list, of, options));
      const large = theInterval(
        ratioBootstrap(
          list.map((x) => 8 * x),
          list.map((x) => 8 * x),
          of,
          options,
        ),
      );
      expect(large).toEqual(plain);
      const items = list.map((x) => ({ a: [x], b: [2 * x], cluster: null }));
      const paired = theInterval(pairedRatioBootstrap(items, of, options));
      expect([paired.low, paired.estimate, paired.high]).toEqual([2, 2, 2]);
    }),
    { numRuns: 30 },
  );
});

test("few units and resamples without a value are said", () => {
  const result = theInterval(bootstrapTwo([0, 0, 1], [1, 1, 1], ratio, { resamples: 1000 }));
  expect(result.warnings[0]).toBe("bootstrap of 3");
  // (2/3)^3 of the resamples of a are zeros alone.
  expect(result.warnings[1]).toMatch(/^\d+ of 1000 resamples have no value$/);
  expect(bootstrap([], meanOf)).toEqual({ n: 0, needed: 1, reason: "nothing to resample" });
  expect(bootstrapTwo([0], [1], ratio)).toMatchObject({ reason: "the statistic has no value on these 1" });
});

test("a statistic that no resample exceeds has no bias to correct: BCa is the percentile interval then", () => {
  const sample = [1, 2, 3, 4];
  const beyondAll = (list: readonly number[]): number => (list === sample ? 9 : meanOf(list));
  const options = { seed: 3, resamples: 20 };
  const bca = theInterval(bootstrap(sample, beyondAll, { ...options, kind: "bca" }));
  const percentile = theInterval(bootstrap(sample, beyondAll, options));
  expect([bca.low, bca.high]).toEqual([percentile.low, percentile.high]);
});

test("rows come together by cluster, and those without one stay alone", () => {
  const rows = [
    ["x", 1],
    [null, 2],
    ["x", 3],
    [null, 4],
  ] as const;
  expect(clusteredUnits(rows, ([cluster]) => cluster).map((unit) => unit.map(([, value]) => value))).toEqual([
    [1, 3],
    [2],
    [4],
  ]);
});
