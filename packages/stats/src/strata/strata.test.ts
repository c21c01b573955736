import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bounds, theInterval } from "../interval.case.ts";
import type { Interval } from "../interval.ts";
import type { Moments } from "../moments.ts";
import type { Count } from "../proportions/count.ts";
import { newcombe } from "../proportions/newcombe.ts";
import { seededRandom } from "../random.ts";
import { isTooFew } from "../too-few.ts";
import { vectors } from "../vectors.case.ts";
import { meanEffects, rateEffects } from "./effect.ts";
import { cochranMantelHaenszel, mantelHaenszelDifference, mantelHaenszelOdds } from "./mantel-haenszel.ts";
import { heterogeneityOf, inverseVariance, randomEffects, shrunkenEffects } from "./pooled-effect.ts";
import { mixWarning } from "./simpson.ts";
import { mergeSmallStrata } from "./small-strata.ts";
import { mixShift, standardised } from "./standardised.ts";
import { pooledCounts, pooledMoments, type Stratum } from "./strata.ts";

type Named = Record<string, number>;
type Bounds = readonly [number, number];

interface Known {
  readonly cases: readonly {
    readonly name: string;
    readonly input: readonly Record<"x_new" | "n_new" | "x_base" | "n_base", number>[];
    readonly expected: Named & { readonly mh_rd_ci95_sato: Bounds; readonly mh_or_ci95: Bounds };
    readonly standardised_to_base_mix?: {
      readonly weights: readonly number[];
      readonly expected: { readonly rd: number; readonly se: number };
    };
  }[];
  readonly continuous: {
    readonly input: readonly Record<
      "n_new" | "mean_new" | "var_new" | "n_base" | "mean_base" | "var_base",
      number
    >[];
    readonly expected: { readonly crude: number; readonly inverse_variance: number; readonly se: number };
  };
}

const known = vectors<Known>("16_stratified_simpson");

function seOf({ low, high }: Interval): number {
  return (high - low) / (2 * 1.959963984540054);
}

describe.skipIf(known === null)("known answers of R's metafor", () => {
  test.each(known?.cases ?? [])("$name", ({ input, expected, standardised_to_base_mix }) => {
    const strata = input.map(({ x_new, n_new, x_base, n_base }) => ({
      a: { events: x_base, n: n_base },
      b: { events: x_new, n: n_new },
    }));
    const crude = pooledCounts(strata);
    expect(theInterval(newcombe(crude.a, crude.b)).estimate).toBeCloseTo(
      expected["crude_risk_difference"] ?? NaN,
      10,
    );

    const difference = theInterval(mantelHaenszelDifference(strata));
    expect(difference.estimate).toBeCloseTo(expected["mh_risk_difference"] ?? NaN, 10);
    expect(difference).toMatchObject(bounds(expected.mh_rd_ci95_sato, 10));
    const odds = theInterval(mantelHaenszelOdds(strata));
    expect(odds.estimate).toBeCloseTo(expected["mh_odds_ratio"] ?? NaN, 10);
    expect(odds).toMatchObject(bounds(expected.mh_or_ci95, 8));
    expect(cochranMantelHaenszel(strata)).toEqual({
      chiSquare: expect.closeTo(expected["cmh_chi2_no_cc"] ?? NaN, 8),
      p: expect.closeTo(expected["cmh_p"] ?? NaN, 8),
    });

    const effects = rateEffects(strata);
    const [fixed, random] = [theInterval(inverseVariance(effects)), theInterval(randomEffects(effects))];
    expect(fixed.estimate).toBeCloseTo(expected["inverse_variance_rd"] ?? NaN, 10);
    expect(seOf(fixed)).toBeCloseTo(expected["inverse_variance_se"] ?? NaN, 10);
    expect(random.estimate).toBeCloseTo(expected["random_effects_rd"] ?? NaN, 10);
    expect(seOf(random)).toBeCloseTo(expected["random_effects_se"] ?? NaN, 10);
    expect(heterogeneityOf(effects)).toEqual({
      q: expect.closeTo(expected["cochran_Q"] ?? NaN, 8),
      df: expected["Q_df"],
      p: expect.closeTo(expected["Q_p"] ?? NaN, 8),
      i2: expect.closeTo(expected["I2"] ?? NaN, 8),
      tau2: expect.closeTo(expected["tau2_DL"] ?? NaN, 8),
    });

    if (standardised_to_base_mix === undefined) return;
    const { weights, expected: moved } = standardised_to_base_mix;
    const adjusted = theInterval(standardised(effects, weights));
    expect(adjusted.estimate).toBeCloseTo(moved.rd, 10);
    expect(seOf(adjusted)).toBeCloseTo(moved.se, 8);
  });

  test("means of two strata", () => {
    const strata = (known?.continuous.input ?? []).map((row) => ({
      a: { n: row.n_base, mean: row.mean_base, squares: row.var_base * (row.n_base - 1) },
      b: { n: row.n_new, mean: row.mean_new, squares: row.var_new * (row.n_new - 1) },
    }));
    const whole = pooledMoments(strata);
    expect(whole.b.mean - whole.a.mean).toBeCloseTo(known?.continuous.expected.crude ?? NaN, 9);
    const pooled = theInterval(inverseVariance(meanEffects(strata)));
    expect(pooled.estimate).toBeCloseTo(known?.continuous.expected.inverse_variance ?? NaN, 8);
    expect(seOf(pooled)).toBeCloseTo(known?.continuous.expected.se ?? NaN, 8);
  });
});

// Charig et al. 1986: open surgery (a) and percutaneous nephrolithotomy (b) of small and large kidney stones.
const STONES: readonly Stratum<Count>[] = [
  { a: { events: 81, n: 87 }, b: { events: 234, n: 270 } },
  { a: { events: 192, n: 263 }, b: { events: 55, n: 80 } },
];

test("kidney stones: the treatment that heals more of all heals fewer of each kind", () => {
  const whole = pooledCounts(STONES);
  const crude = theInterval(newcombe(whole.a, whole.b));
  const common = theInterval(mantelHaenszelDifference(STONES));
  expect(crude.estimate).toBeCloseTo(0.046, 3);
  expect(common.estimate).toBeCloseTo(-0.054, 3);
  expect(mixWarning(crude, common, 0.05)).toBe("shifted");
  expect(mixShift(crude, common)).toBeCloseTo(0.1, 2);
});

function at(low: number, high: number): Interval {
  return { estimate: (low + high) / 2, low, high, level: 0.95, method: "", warnings: [] };
}

test("effects on opposite sides of 0 are called reversed, and agreeing ones nothing", () => {
  expect(mixWarning(at(0.01, 0.03), at(-0.03, -0.01), 0.1)).toBe("reversed");
  expect(mixWarning(at(0.01, 0.03), at(0.01, 0.04), 0.1)).toBe("none");
  expect(mixWarning(at(-0.3, 0.03), at(0.01, 0.04), 0.1)).toBe("shifted");
});

const count = fc
  .tuple(fc.integer({ min: 2, max: 60 }), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([n, part]): Count => ({ n, events: Math.round(n * part) }));
const strata = fc.array(fc.record({ a: count, b: count }), { minLength: 1, maxLength: 6 });

function exchanged(all: readonly Stratum<Count>[]): Stratum<Count>[] {
  return all.map(({ a, b }) => ({ a: b, b: a }));
}

describe("laws", () => {
  test("exchanging a and b turns every effect round", () => {
    fc.assert(
      fc.property(strata, (all) => {
        const turned = exchanged(all);
        const pairs = [
          [mantelHaenszelDifference(all), mantelHaenszelDifference(turned)],
          [inverseVariance(rateEffects(all)), inverseVariance(rateEffects(turned))],
          [randomEffects(rateEffects(all)), randomEffects(rateEffects(turned))],
        ] as const;
        for (const [there, back] of pairs) {
          expect(theInterval(back).low).toBeCloseTo(-theInterval(there).high, 9);
        }
        expect(cochranMantelHaenszel(turned).p).toBeCloseTo(cochranMantelHaenszel(all).p, 9);
      }),
    );
  });

  test("one stratum is its own effect, whatever the weights", () => {
    fc.assert(
      fc.property(count, count, (a, b) => {
        const effects = rateEffects([{ a, b }]);
        const found = [
          mantelHaenszelDifference([{ a, b }]),
          inverseVariance(effects),
          randomEffects(effects),
          standardised(effects, [a.n]),
        ];
        for (const effect of found) {
          expect(theInterval(effect).estimate).toBeCloseTo(b.events / b.n - a.events / a.n, 9);
        }
      }),
    );
  });

  test("a shrunken effect lies between its own and the common one", () => {
    fc.assert(
      fc.property(strata, (all) => {
        const effects = rateEffects(all);
        const common = theInterval(randomEffects(effects)).estimate;
        for (const [i, shrunken] of shrunkenEffects(effects).entries()) {
          const own = effects[i]?.estimate ?? NaN;
          expect(shrunken).toBeGreaterThanOrEqual(Math.min(own, common) - 1e-12);
          expect(shrunken).toBeLessThanOrEqual(Math.max(own, common) + 1e-12);
        }
      }),
    );
  });

  test("merging small strata loses no observation", () => {
    fc.assert(
      fc.property(strata, (all) => {
        const merged = mergeSmallStrata(all, pooledCounts);
        expect(pooledCounts(merged)).toEqual(pooledCounts(all));
        expect(merged.slice(0, -1).every(({ a, b }) => Math.min(a.n, b.n) >= 30)).toBe(true);
      }),
    );
  });
});

test("the common difference covers the truth where the mix moved and a crude comparison is lost", () => {
  const random = seededRandom(8);
  const draw = (n: number, rate: number): Count => ({
    n,
    events: Array.from({ length: n }, random).filter((u) => u < rate).length,
  });
  const covered = { crude: 0, common: 0, pooled: 0 };
  for (let run = 0; run < 1000; run++) {
    const all = [
      { a: draw(200, 0.05), b: draw(60, 0.08) },
      { a: draw(80, 0.3), b: draw(240, 0.33) },
    ];
    const whole = pooledCounts(all);
    const found = {
      crude: newcombe(whole.a, whole.b),
      common: mantelHaenszelDifference(all),
      pooled: inverseVariance(rateEffects(all)),
    };
    for (const [name, answer] of Object.entries(found)) {
      const { low, high } = theInterval(answer);
      if (low <= 0.03 && 0.03 <= high) covered[name as keyof typeof covered]++;
    }
  }
  expect(covered.crude).toBeLessThan(200);
  expect(covered.common).toBeGreaterThanOrEqual(930);
  expect(covered.common).toBeLessThanOrEqual(970);
  // Its weights follow the rates drawn, which costs a little at 5 % of 60.
  expect(covered.pooled).toBeGreaterThanOrEqual(910);
});

test("no error on either side is an interval around 0, not a point", () => {
  const clean = [
    { a: { events: 0, n: 100 }, b: { events: 0, n: 120 } },
    { a: { events: 0, n: 50 }, b: { events: 0, n: 40 } },
  ];
  const difference = theInterval(mantelHaenszelDifference(clean));
  expect(difference).toMatchObject({ estimate: 0, method: "Newcombe" });
  expect(difference.high).toBeGreaterThan(0.01);
  const few = [{ a: { events: 1, n: 100 }, b: { events: 3, n: 120 } }];
  expect(theInterval(mantelHaenszelDifference(few)).warnings).toEqual(["difference of rates from 4 events"]);
});

test("numbers that do not vary in one stratum do not outweigh the others, and in none make a point", () => {
  const varied = { n: 1000, mean: 100, squares: 999 * 400 };
  const constant = { n: 2, mean: 100, squares: 0 };
  const strata = [
    { a: varied, b: { ...varied, mean: 110 } },
    { a: constant, b: { ...constant, mean: 500 } },
  ];
  expect(theInterval(inverseVariance(meanEffects(strata))).estimate).toBeLessThan(112);
  const fixed = [
    { a: constant, b: { ...constant, mean: 120 } },
    { a: constant, b: { ...constant, mean: 140 } },
  ];
  for (const pooled of [inverseVariance(meanEffects(fixed)), randomEffects(meanEffects(fixed))]) {
    expect(theInterval(pooled).estimate).toBeCloseTo(30, 9);
  }
  expect(theInterval(inverseVariance(meanEffects(fixed))).warnings).toHaveLength(1);
});

test("no stratum on both sides is no effect", () => {
  const [none, some] = [
    { events: 0, n: 0 },
    { events: 1, n: 9 },
  ];
  expect(isTooFew(mantelHaenszelDifference([{ a: none, b: some }]))).toBe(true);
  expect(isTooFew(mantelHaenszelOdds([{ a: some, b: { events: 0, n: 9 } }]))).toBe(true);
  expect(cochranMantelHaenszel([])).toEqual({ chiSquare: 0, p: 1 });
  expect([inverseVariance([]), standardised([], [])].every(isTooFew)).toBe(true);
  expect(heterogeneityOf([{ estimate: 1, variance: 1 }])).toMatchObject({ i2: 0, tau2: 0, p: 1 });
  const one: Moments = { n: 1, mean: 3, squares: 0 };
  expect(isTooFew(inverseVariance(meanEffects([{ a: one, b: one }])))).toBe(true);
});
