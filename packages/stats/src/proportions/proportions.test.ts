import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { binomialPmf } from "../distributions/binomial.ts";
import { bounds, theInterval } from "../interval.case.ts";
import { isTooFew } from "../too-few.ts";
import { vectors } from "../vectors.case.ts";
import { agrestiCaffo } from "./agresti-caffo.ts";
import type { Count } from "./count.ts";
import { fisherExact } from "./fisher.ts";
import { miettinenNurminen } from "./miettinen-nurminen.ts";
import { newcombe } from "./newcombe.ts";
import { pooledZTest } from "./pooled-z.ts";
import { riskRatio } from "./risk-ratio.ts";
import { wilson } from "./wilson.ts";

type Bounds = readonly [number, number];

interface Case {
  readonly source: string;
  readonly input: { readonly x1: number; readonly n1: number; readonly x2: number; readonly n2: number };
  readonly published_newcombe: Bounds | null;
  readonly expected: {
    readonly diff: number;
    readonly wilson1: Bounds;
    readonly wilson2: Bounds;
    readonly newcombe_method10: Bounds;
    readonly agresti_caffo: Bounds;
    readonly miettinen_nurminen_score: Bounds;
    readonly z_pooled_p_two: number;
    readonly fisher_two: number;
    readonly fisher_less: number;
    readonly fisher_greater: number;
    readonly risk_ratio: number | null;
    readonly ci_rr_katz_log: Bounds | null;
  };
}

interface NotWorse {
  readonly input: {
    readonly x_new: number;
    readonly n_new: number;
    readonly x_base: number;
    readonly n_base: number;
  };
  readonly expected: { readonly ci90_newcombe: Bounds };
}

const known = vectors<{ readonly cases: readonly Case[] }>("04_two_proportions");
const notWorse = vectors<{ readonly cases: readonly NotWorse[] }>("03_noninferiority_proportions");

describe.skipIf(known === null)("known answers", () => {
  // The vectors have group 1 minus group 2: group 2 is the baseline.
  test.each(known?.cases ?? [])("$source", ({ input: { x1, n1, x2, n2 }, expected, published_newcombe }) => {
    const [a, b] = [
      { events: x2, n: n2 },
      { events: x1, n: n1 },
    ];
    expect(wilson(b)).toMatchObject(bounds(expected.wilson1, 10));
    expect(wilson(a)).toMatchObject(bounds(expected.wilson2, 10));
    expect(newcombe(a, b)).toMatchObject(bounds(expected.newcombe_method10, 10));
    expect(theInterval(newcombe(a, b)).estimate).toBeCloseTo(expected.diff, 12);
    if (published_newcombe !== null) expect(newcombe(a, b)).toMatchObject(bounds(published_newcombe, 4));
    expect(agrestiCaffo(a, b)).toMatchObject(bounds(expected.agresti_caffo, 10));
    expect(miettinenNurminen(a, b)).toMatchObject(bounds(expected.miettinen_nurminen_score, 5));
    expect(pooledZTest(a, b)).toBeCloseTo(expected.z_pooled_p_two, 10);
    expect(fisherExact(a, b)).toEqual({
      pTwoSided: expect.closeTo(expected.fisher_two, 10),
      pLess: expect.closeTo(expected.fisher_less, 10),
      pGreater: expect.closeTo(expected.fisher_greater, 10),
    });
    const ratio = riskRatio(a, b);
    expect(isTooFew(ratio)).toBe(expected.ci_rr_katz_log === null);
    if (expected.ci_rr_katz_log !== null) expect(ratio).toMatchObject(bounds(expected.ci_rr_katz_log, 10));
  });
});

describe.skipIf(notWorse === null)("known intervals at 90 %", () => {
  test.each(notWorse?.cases ?? [])("$input", ({ input, expected }) => {
    const [a, b] = [
      { events: input.x_base, n: input.n_base },
      { events: input.x_new, n: input.n_new },
    ];
    expect(newcombe(a, b, 0.9)).toMatchObject(bounds(expected.ci90_newcombe, 10));
  });
});

const count = fc
  .tuple(fc.integer({ min: 1, max: 60 }), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([n, part]): Count => ({ n, events: Math.round(n * part) }));
const others = ({ events, n }: Count): Count => ({ events: n - events, n });
const differences = [newcombe, agrestiCaffo, miettinenNurminen];

describe("laws", () => {
  test("exchanging a and b turns a difference round, and counting the others does too", () => {
    fc.assert(
      fc.property(count, count, (a, b) => {
        for (const difference of differences) {
          const one = theInterval(difference(a, b));
          for (const back of [difference(b, a), difference(others(a), others(b))].map(theInterval)) {
            expect(back.low).toBeCloseTo(-one.high, 9);
            expect(back.high).toBeCloseTo(-one.low, 9);
          }
        }
      }),
    );
  });

  test("an interval holds its estimate, stays within -1 and 1, and does not narrow as the level rises", () => {
    fc.assert(
      fc.property(count, count, (a, b) => {
        for (const difference of [newcombe, miettinenNurminen]) {
          const [narrow, wide] = [theInterval(difference(a, b, 0.8)), theInterval(difference(a, b, 0.99))];
          expect(narrow.low).toBeLessThanOrEqual(narrow.estimate + 1e-12);
          expect(narrow.high).toBeGreaterThanOrEqual(narrow.estimate - 1e-12);
          expect(wide.low).toBeLessThanOrEqual(narrow.low + 1e-12);
          expect(wide.high).toBeGreaterThanOrEqual(narrow.high - 1e-12);
          expect([wide.low >= -1 - 1e-12, wide.high <= 1 + 1e-12]).toEqual([true, true]);
        }
      }),
    );
  });

  test("Fisher's sides share the table observed, and both sides together are no less than one", () => {
    fc.assert(
      fc.property(count, count, (a, b) => {
        const { pLess, pGreater, pTwoSided } = fisherExact(a, b);
        expect(pLess + pGreater).toBeGreaterThanOrEqual(1 - 1e-9);
        expect(pTwoSided).toBeGreaterThanOrEqual(Math.min(pLess, pGreater) - 1e-9);
        expect(fisherExact(b, a).pLess).toBeCloseTo(pGreater, 9);
      }),
    );
  });
});

/** Of all outcomes of na and nb calls at these rates: how probable it is that the interval holds the difference. */
function coverage(difference: typeof newcombe, [na, nb]: Bounds, [pa, pb]: Bounds): number {
  let covered = 0;
  for (let x = 0; x <= na; x++) {
    for (let y = 0; y <= nb; y++) {
      const { low, high } = theInterval(difference({ events: x, n: na }, { events: y, n: nb }));
      if (low <= pb - pa && pb - pa <= high) covered += binomialPmf(x, na, pa) * binomialPmf(y, nb, pb);
    }
  }
  return covered;
}

test.each([
  ["Newcombe", newcombe],
  ["Miettinen-Nurminen", miettinenNurminen],
] as const)("%s covers about 95 %, counted over every outcome", (_, difference) => {
  for (const rates of [
    [0.1, 0.1],
    [0.05, 0.2],
    [0.5, 0.6],
  ] as const) {
    const covered = coverage(difference, [40, 50], rates);
    expect(covered).toBeGreaterThan(0.93);
    expect(covered).toBeLessThan(0.985);
  }
});

test("nothing counted has no proportion, and no event has no ratio", () => {
  const [none, some] = [
    { events: 0, n: 0 },
    { events: 1, n: 9 },
  ];
  expect([wilson(none), newcombe(none, some), miettinenNurminen(some, none)].every(isTooFew)).toBe(true);
  expect(riskRatio({ events: 0, n: 9 }, some)).toMatchObject({ needed: 1 });
});
