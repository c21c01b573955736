import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { theInterval } from "../interval.case.ts";
import { quantileOf, sorted } from "../quantile.ts";
import { seededRandom } from "../random.ts";
import { isTooFew } from "../too-few.ts";
import { vectors } from "../vectors.case.ts";
import { cliffsDelta } from "./cliffs-delta.ts";
import { hodgesLehmannShift } from "./hodges-lehmann.ts";
import { mannWhitney } from "./mann-whitney.ts";
import { pairDifference } from "./pair-difference.ts";

interface Tail {
  readonly less: number;
  readonly greater: number;
  readonly two: number;
}

interface Case {
  readonly name: string;
  readonly input: {
    readonly a: readonly number[];
    readonly b: readonly number[];
    readonly generator?: string;
  };
  readonly expected: {
    readonly U_a: number;
    readonly p_exact_permutation_midranks: Tail;
    readonly p_normal_tiecorrected_continuity: Tail;
    readonly hodges_lehmann_shift_median_of_a_minus_b: number;
    readonly cliffs_delta: number;
    readonly hl_ci95_order_stat_normal_k: { readonly lo: number; readonly hi: number };
    readonly go_p?: Tail;
  };
}

const known = vectors<{ readonly cases: readonly Case[] }>("01_mann_whitney_hl_cliff");
const cases = known?.cases ?? [];

// The vectors ask whether a is greater; here it is always whether b is: they change places.
describe.skipIf(known === null)("known answers of R, scipy and Go", () => {
  const small = cases.filter(({ input }) => input.generator === undefined);

  test.each(small)("$name: Mann-Whitney", ({ input: { a, b }, expected }) => {
    const exact = mannWhitney(b, a, true);
    expect(exact.u).toBe(expected.U_a);
    const { less, greater, two } = expected.p_exact_permutation_midranks;
    expect(exact.pLess).toBeCloseTo(less, 9);
    expect(exact.pGreater).toBeCloseTo(greater, 9);
    expect(exact.pTwoSided).toBeCloseTo(two, 9);
    const normal = expected.p_normal_tiecorrected_continuity;
    expect(mannWhitney(b, a, false)).toMatchObject({
      pLess: expect.closeTo(normal.less, 9),
      pGreater: expect.closeTo(normal.greater, 9),
      pTwoSided: expect.closeTo(normal.two, 9),
    });
  });

  test.each(small)("$name: shift and Cliff's delta", ({ input: { a, b }, expected }) => {
    const { lo, hi } = expected.hl_ci95_order_stat_normal_k;
    expect(hodgesLehmannShift(b, a)).toMatchObject({
      estimate: expect.closeTo(expected.hodges_lehmann_shift_median_of_a_minus_b, 9),
      low: expect.closeTo(lo, 9),
      high: expect.closeTo(hi, 9),
    });
    expect(theInterval(cliffsDelta(b, a)).estimate).toBeCloseTo(expected.cliffs_delta, 12);
  });

  test.each(cases.filter(({ input }) => input.generator !== undefined))("$name", ({ name, expected }) => {
    const a = Array.from({ length: 500 }, (_, i) => 2 * i);
    const tied = name.includes("ties") ? 30 : 0;
    const b = Array.from({ length: 600 }, (_, i) => (i < tied ? 2 * i : 2 * i - 41));
    const { less, greater, two } = expected.p_normal_tiecorrected_continuity;
    expect(mannWhitney(b, a)).toEqual({
      u: expected.U_a,
      pLess: expect.closeTo(less, 9),
      pGreater: expect.closeTo(greater, 9),
      pTwoSided: expect.closeTo(two, 9),
      exact: false,
    });
  });
});

// From a coarse grid, so that ties are common.
const sample = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 4, maxLength: 15 });
const cubed = (xs: readonly number[]): number[] => xs.map((x) => x ** 3);

describe("laws", () => {
  test("exchanging a and b exchanges less and greater, and turns shift and delta round", () => {
    fc.assert(
      fc.property(sample, sample, (a, b) => {
        const [one, other] = [mannWhitney(a, b), mannWhitney(b, a)];
        expect(one.u + other.u).toBe(a.length * b.length);
        expect(one.pLess).toBeCloseTo(other.pGreater, 12);
        expect(one.pTwoSided).toBeCloseTo(other.pTwoSided, 12);
        for (const effect of [hodgesLehmannShift, cliffsDelta]) {
          const [there, back] = [theInterval(effect(a, b)), theInterval(effect(b, a))];
          expect(there.estimate).toBeCloseTo(-back.estimate, 12);
          expect(there.low).toBeCloseTo(-back.high, 12);
        }
      }),
    );
  });

  test("only the order of numbers counts for U and delta; the shift moves with b", () => {
    fc.assert(
      fc.property(sample, sample, (a, b) => {
        expect(mannWhitney(cubed(a), cubed(b))).toEqual(mannWhitney(a, b));
        const moved = theInterval(
          hodgesLehmannShift(
            a,
            b.map((x) => x + 7),
          ),
        );
        expect(moved.estimate).toBe(theInterval(hodgesLehmannShift(a, b)).estimate + 7);
      }),
    );
  });

  test("a higher level never makes an interval narrower", () => {
    fc.assert(
      fc.property(sample, sample, (a, b) => {
        for (const effect of [hodgesLehmannShift, cliffsDelta]) {
          const [narrow, wide] = [theInterval(effect(a, b, 0.8)), theInterval(effect(a, b, 0.95))];
          expect(wide.low).toBeLessThanOrEqual(narrow.low);
          expect(wide.high).toBeGreaterThanOrEqual(narrow.high);
        }
      }),
    );
  });

  test("the kth difference found by selection is that of all differences sorted", () => {
    fc.assert(
      fc.property(sample, sample, fc.nat(), (a, b, nth) => {
        const all = sorted(a.flatMap((x) => b.map((y) => y - x)));
        const k = 1 + (nth % all.length);
        expect(pairDifference(sorted(a), sorted(b), k)).toBe(all[k - 1]);
      }),
    );
  });
});

test("the intervals of shift and delta hold the truth in 95 of 100 samples", () => {
  const random = seededRandom(20);
  // b is exponential, a too: the median of their difference is 0, and so is delta.
  const draw = (): number[] => Array.from({ length: 30 }, () => -Math.log(1 - random()));
  const covered = { shift: 0, delta: 0 };
  for (let run = 0; run < 1000; run++) {
    const [a, b] = [draw(), draw()];
    const [shift, delta] = [theInterval(hodgesLehmannShift(a, b)), theInterval(cliffsDelta(a, b))];
    if (shift.low <= 0 && 0 <= shift.high) covered.shift++;
    if (delta.low <= 0 && 0 <= delta.high) covered.delta++;
  }
  for (const count of Object.values(covered)) {
    expect(count).toBeGreaterThanOrEqual(930);
    expect(count).toBeLessThanOrEqual(970);
  }
});

test("a number that is none leads to no shift, not to an endless search", () => {
  const shift = hodgesLehmannShift([1, 2, 3, NaN], [2, 3, 4, 5]);
  expect(theInterval(shift).estimate).toBeNaN();
  expect(theInterval(hodgesLehmannShift([1, 2, 3, Infinity], [2, 3, 4, Infinity])).estimate).toBeNaN();
});

test("3 observations a side say what is missing instead of an interval", () => {
  expect(hodgesLehmannShift([1, 2, 3], [4, 5, 6])).toEqual({
    n: 3,
    needed: 4,
    reason: "3 observations a side: a 95 % interval of the shift takes 4",
  });
  expect(isTooFew(cliffsDelta([1], [2, 3]))).toBe(true);
});

test("equal samples are no evidence", () => {
  expect(mannWhitney([5, 5, 5], [5, 5, 5, 5])).toMatchObject({ u: 6, pTwoSided: 1 });
  expect(mannWhitney(Array(60).fill(5), Array(60).fill(5))).toMatchObject({ pTwoSided: 1, exact: false });
});

test("every b above every a is a delta of 1, bounded from below alone", () => {
  const delta = theInterval(cliffsDelta([1, 2, 3, 4], [5, 6, 7, 8]));
  expect(delta).toMatchObject({ estimate: 1, high: 1 });
  expect(delta.low).toBeLessThan(1);
});

test("20,000 a side are no more than a few passes", () => {
  const random = seededRandom(3);
  const draw = (by: number): Float64Array => Float64Array.from({ length: 20_000 }, () => random() + by);
  const [a, b] = [draw(0), draw(0.25)];
  const shift = theInterval(hodgesLehmannShift(a, b));
  expect(shift.estimate).toBeCloseTo(0.25, 1);
  expect(quantileOf(sorted(b), 0.5) - quantileOf(sorted(a), 0.5)).toBeCloseTo(shift.estimate, 1);
});
