import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { normalQuantile } from "../distributions/normal.ts";
import { bounds, theInterval } from "../interval.case.ts";
import type { Interval } from "../interval.ts";
import { type Moments, momentsFromSums, momentsOf } from "../moments.ts";
import { quantileOf, sorted } from "../quantile.ts";
import { seededRandom } from "../random.ts";
import { isTooFew, type TooFew } from "../too-few.ts";
import { vectors } from "../vectors.case.ts";
import { differenceOfMeans } from "./difference-of-means.ts";
import { changeOf } from "./exp-of.ts";
import { logMomentsOf } from "./log-moments.ts";
import { ratioOfGeometricMeans } from "./ratio-of-geometric-means.ts";
import { fieller, ratioOfMeans } from "./ratio-of-means.ts";
import { ratioOfQuantiles } from "./ratio-of-quantiles.ts";
import { ratioOfSketches, type SketchedQuantile, sketchStep } from "./ratio-of-sketches.ts";

interface Known {
  readonly ratio: {
    readonly input: { readonly a: readonly number[]; readonly b: readonly number[] };
    readonly cases: readonly {
      readonly p: number;
      readonly expected: {
        readonly ratio: number;
        readonly ci95: readonly [number, number];
        readonly upper_one_sided95: number;
        readonly lower_one_sided95: number;
      };
    }[];
  };
  readonly ratio_of_means: {
    readonly expected: {
      readonly ratio: number;
      readonly ci_log_delta_t: readonly [number, number];
      readonly ci_fieller_z: readonly [number, number];
    };
  };
}

const known = vectors<Known>("09_quantile_ci");

describe.skipIf(known === null)("known answers", () => {
  const { a, b } = known?.ratio.input ?? { a: [], b: [] };

  test.each(known?.ratio.cases ?? [])("ratio of quantiles $p", ({ p, expected }) => {
    const ratio = theInterval(ratioOfQuantiles(a, b, p));
    expect(ratio.estimate).toBeCloseTo(expected.ratio, 9);
    expect(ratio).toMatchObject(bounds(expected.ci95, 9));
    const oneSided = [expected.lower_one_sided95, expected.upper_one_sided95] as const;
    expect(ratioOfQuantiles(a, b, p, 0.9)).toMatchObject(bounds(oneSided, 9));
  });

  test("ratio of means", () => {
    const expected = known?.ratio_of_means.expected;
    const [ma, mb] = [momentsOf(a), momentsOf(b)];
    const ratio = theInterval(ratioOfMeans(ma, mb));
    expect(ratio.estimate).toBeCloseTo(expected?.ratio ?? NaN, 9);
    expect(ratio).toMatchObject(bounds(expected?.ci_log_delta_t ?? [NaN, NaN], 9));
    expect(fieller(ma, mb)).toMatchObject(bounds(expected?.ci_fieller_z ?? [NaN, NaN], 9));
  });
});

// scipy 1.17.1: ttest_ind(b, a, equal_var=False).confidence_interval().
test("Welch's difference is scipy's", () => {
  const difference = differenceOfMeans(
    momentsOf([5.1, 4.9, 6.2, 5.8, 5]),
    momentsOf([6, 7.1, 5.9, 6.6, 7.4, 6.8]),
  );
  expect(difference).toMatchObject(bounds([0.4332856428408288, 2.0333810238258363], 9));
});

type Ratio = (a: readonly number[], b: readonly number[], level?: number) => Interval | TooFew;

const logs = (sample: readonly number[]): Moments => logMomentsOf(sample) ?? momentsOf([]);
const ratios: Record<string, Ratio> = {
  "geometric means": (a, b, level) => ratioOfGeometricMeans(logs(a), logs(b), level),
  means: (a, b, level) => ratioOfMeans(momentsOf(a), momentsOf(b), level),
  medians: (a, b, level) => ratioOfQuantiles(a, b, 0.5, level),
  "sketched medians": (a, b, level) => ratioOfSketches(sketch(a, 0.5), sketch(b, 0.5), 0.5, 0.005, level),
};

/** What a perfect sketch would say. */
function sketch(sample: readonly number[], p: number): SketchedQuantile {
  const [inOrder, n] = [sorted(sample), sample.length];
  const h = sketchStep(n, p) ?? NaN;
  const [below, value, above] = [p - h, p, p + h].map((at) => quantileOf(inOrder, at)) as [
    number,
    number,
    number,
  ];
  return { n, value, below, above };
}

/** Skewed as latencies are. */
function lognormal(random: () => number, n: number, median: number): number[] {
  return Array.from({ length: n }, () => median * Math.exp(0.6 * normalQuantile(random() || 0.5)));
}

describe.each(Object.entries(ratios))("the ratio of %s", (_, ratio) => {
  const sample = fc.array(fc.integer({ min: 100, max: 300 }), { minLength: 8, maxLength: 40 });

  test("does not depend on the unit, and is turned over when a and b change places", () => {
    fc.assert(
      fc.property(sample, sample, fc.double({ min: 0.001, max: 1000, noNaN: true }), (a, b, unit) => {
        const scaled = (xs: readonly number[]): number[] => xs.map((x) => x * unit);
        const [one, inUnits] = [theInterval(ratio(a, b)), theInterval(ratio(scaled(a), scaled(b)))];
        const back = theInterval(ratio(b, a));
        expect(inUnits.low).toBeCloseTo(one.low, 8);
        expect(inUnits.high).toBeCloseTo(one.high, 8);
        expect(1 / back.high).toBeCloseTo(one.low, 8);
        expect(1 / back.estimate).toBeCloseTo(one.estimate, 8);
      }),
    );
  });

  test("grows with the level and holds its estimate", () => {
    fc.assert(
      fc.property(sample, sample, (a, b) => {
        const [narrow, wide] = [theInterval(ratio(a, b, 0.8)), theInterval(ratio(a, b, 0.95))];
        expect(wide.low).toBeLessThanOrEqual(narrow.low);
        expect(narrow.low).toBeLessThanOrEqual(narrow.estimate);
        expect(narrow.high).toBeLessThanOrEqual(wide.high);
      }),
    );
  });

  test("covers a true 1.25 in about 95 of 100 skewed samples of 120 and 150", () => {
    const random = seededRandom(12);
    let covered = 0;
    for (let run = 0; run < 1000; run++) {
      const { low, high } = theInterval(ratio(lognormal(random, 120, 400), lognormal(random, 150, 500)));
      if (low <= 1.25 && 1.25 <= high) covered++;
    }
    expect(covered).toBeGreaterThanOrEqual(930);
    expect(covered).toBeLessThanOrEqual(980);
  });
});

function total(xs: readonly number[]): number {
  return xs.reduce((sum, x) => sum + x, 0);
}

function sums(xs: readonly number[]): Moments {
  const ln = xs.map(Math.log);
  return momentsFromSums(xs.length, total(ln), total(ln.map((y) => y * y)));
}

test("sums of a rollup give the same ratio as the numbers themselves", () => {
  const [a, b] = [
    [320, 410, 505, 290],
    [600, 380, 720, 410, 505],
  ];
  const [fromSums, fromNumbers] = [
    theInterval(ratioOfGeometricMeans(sums(a), sums(b))),
    theInterval(ratioOfGeometricMeans(logs(a), logs(b))),
  ];
  expect(fromSums).toMatchObject(bounds([fromNumbers.low, fromNumbers.high], 9));
});

test("a number of 0 has no logarithm, and so no geometric mean", () => {
  expect(logMomentsOf([1, 0])).toBeNull();
  expect(ratioOfQuantiles(Array(20).fill(0), Array(20).fill(1), 0.5)).toMatchObject({ needed: null });
});

test("a mean that could be 0 leads to Fieller, and bounds no ratio", () => {
  const ratio = theInterval(ratioOfMeans(momentsOf([-1, 1, 0.1]), momentsOf([1, 2, 3])));
  expect(ratio).toMatchObject({ method: "Fieller", low: -Infinity, high: Infinity });
  expect(ratio.warnings).toHaveLength(1);
});

test("one observation a side, or p95 from 60, say what is missing", () => {
  expect(differenceOfMeans(momentsOf([1]), momentsOf([1, 2]))).toMatchObject({ n: 1, needed: 2 });
  const sixty = Array.from({ length: 60 }, (_, i) => i + 1);
  expect(ratioOfQuantiles(sixty, sixty, 0.95)).toMatchObject({ n: 60, needed: 72 });
  expect([sketchStep(72, 0.95), sketchStep(380, 0.99)]).toEqual([null, null]);
  expect(
    isTooFew(
      ratioOfSketches(
        { n: 60, value: 1, below: 1, above: 1 },
        { n: 1e6, value: 1, below: 1, above: 1 },
        0.95,
        0.005,
      ),
    ),
  ).toBe(true);
});

const side = (n: number): SketchedQuantile => ({ n, value: 900, below: 800, above: 1100 });

function doubts(n: number): readonly string[] {
  return theInterval(ratioOfSketches(side(n), side(n), 0.95, 0.005)).warnings;
}

test("p95 from 100 observations is doubted, from 200 it is not", () => {
  expect(doubts(100)).toEqual(["p95 from 100 observations"]);
  expect(doubts(200)).toEqual([]);
});

/** The middle of the bucket that a sketch with 0.5 % error keeps of a number. */
function bucketed(x: number): number {
  const gamma = 1.005 / 0.995;
  return (2 * gamma ** Math.ceil(Math.log(x) / Math.log(gamma))) / (1 + gamma);
}

test("the ratio of p95 from sketches of 400 and 500 numbers covers a true 1.1 as promised", () => {
  const random = seededRandom(31);
  let covered = 0;
  for (let run = 0; run < 500; run++) {
    const [a, b] = [lognormal(random, 400, 400), lognormal(random, 500, 440)];
    const [sa, sb] = [sketch(a.map(bucketed), 0.95), sketch(b.map(bucketed), 0.95)];
    const { low, high } = theInterval(ratioOfSketches(sa, sb, 0.95, 0.005));
    if (low <= 1.1 && 1.1 <= high) covered++;
  }
  expect(covered).toBeGreaterThanOrEqual(465);
  expect(covered).toBeLessThanOrEqual(492);
});

test("a sketch is never believed further than its buckets", () => {
  const side = { n: 1e8, value: 900, below: 900, above: 900 };
  const { low, high } = theInterval(ratioOfSketches(side, side, 0.95, 0.005));
  expect(low).toBeLessThan(0.99);
  expect(high).toBeGreaterThan(1.01);
});

test("numbers without spread give a point, and a doubt", () => {
  const same = momentsOf([3, 3, 3]);
  expect(ratioOfMeans(same, same)).toMatchObject({
    low: 1,
    high: 1,
    warnings: ["no spread on either side: the interval is a point"],
  });
});

test("a ratio of 1.12 is a change of 12 %", () => {
  const ratio = { estimate: 1.12, low: 1.05, high: 1.2, level: 0.95, method: "", warnings: [] };
  expect(changeOf(ratio)).toMatchObject({ estimate: expect.closeTo(0.12), ...bounds([0.05, 0.2], 12) });
});
