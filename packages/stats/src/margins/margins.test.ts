import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { criticalT } from "../critical.ts";
import { normalQuantile } from "../distributions/normal.ts";
import { studentTCdf } from "../distributions/student-t.ts";
import { bounds, theInterval } from "../interval.case.ts";
import type { Interval } from "../interval.ts";
import { momentsOf } from "../moments.ts";
import { seededRandom } from "../random.ts";
import { differenceOfMeans } from "../ratios/difference-of-means.ts";
import { vectors } from "../vectors.case.ts";
import { verdictOf } from "../verdict.ts";
import { equivalence } from "./equivalence.ts";
import { harmMargin, harmOf } from "./harm.ts";
import { detectableBy, neededObservations } from "./needed-observations.ts";
import { isNotBetter, isNotWorse } from "./not-worse.ts";
import { pAbove, pBelow } from "./one-sided-p.ts";
import {
  detectableEffect,
  observationsFor,
  observationsForMcNemar,
  observationsForRates,
} from "./sample-size.ts";
import { pairedVariance, quantileFactor, repeatedVariance, unpairedVariance } from "./variances.ts";

function interval(low: number, high: number, estimate: number = (low + high) / 2): Interval {
  return { estimate, low, high, level: 0.95, method: "", warnings: [] };
}

interface Known {
  readonly cases: readonly {
    readonly name: string;
    readonly input: {
      readonly diff: number;
      readonly se: number;
      readonly df: number;
      readonly margin: number;
    };
    readonly expected: { readonly p_lower: number; readonly p_upper: number; readonly p_tost: number };
  }[];
  readonly verdicts: readonly {
    readonly input: { readonly ci: readonly [number, number]; readonly margin: number };
    readonly expected: {
      readonly verdict: string;
      readonly gate_fail_only_if_proven_worse: "pass" | "fail";
      readonly gate_require_noninferiority: "pass" | "fail";
    };
  }[];
}

const known = vectors<Known>("10_tost_noninferiority");

describe.skipIf(known === null)("known answers", () => {
  test.each(known?.cases ?? [])("$name", ({ input: { diff, se, df, margin }, expected }) => {
    expect(equivalence({ estimate: diff, se, df }, margin)).toEqual({
      pLower: expect.closeTo(expected.p_lower, 10),
      pUpper: expect.closeTo(expected.p_upper, 10),
      p: expect.closeTo(expected.p_tost, 10),
    });
  });

  test.each(known?.verdicts ?? [])("$input is $expected.verdict", ({ input: { ci, margin }, expected }) => {
    const harm = interval(...ci);
    const verdict = verdictOf(harm, margin);
    const notion = isNotWorse(harm, margin)
      ? "not_worse"
      : isNotBetter(harm, margin)
        ? "not_better"
        : "undecided";
    expect(verdict === "undecided" ? notion : verdict).toBe(expected.verdict);
    expect(verdict === "worse" ? "fail" : "pass").toBe(expected.gate_fail_only_if_proven_worse);
    expect(isNotWorse(harm, margin) ? "pass" : "fail").toBe(expected.gate_require_noninferiority);
  });
});

interface Sizes {
  readonly power: readonly {
    readonly input: Record<"omega2" | "sigmaA2" | "KA" | "sigmaB2" | "KB" | "delta", number>;
    readonly expected: { readonly n_ceil: number; readonly mde_at_n_198: number };
  }[];
  readonly power_t_paired_R: { readonly expected: { readonly n: number; readonly delta: number } };
  readonly mcnemar_sample_size: readonly {
    readonly input: { readonly p10: number; readonly p01: number };
    readonly expected: { readonly n: number };
  }[];
  readonly unpaired_sample_size_per_arm: {
    readonly input: { readonly sd1: number; readonly sd2: number; readonly delta: number };
    readonly expected: number;
  };
}

const sizes = vectors<Sizes>("07_paired_clustered_se");

describe.skipIf(sizes === null)("known sample sizes", () => {
  test.each(sizes?.power ?? [])(
    "$input",
    ({ input: { omega2, sigmaA2, KA, sigmaB2, KB, delta }, expected }) => {
      const variance = repeatedVariance({
        items: omega2,
        withinA: sigmaA2,
        repeatsA: KA,
        withinB: sigmaB2,
        repeatsB: KB,
      });
      expect(observationsFor(delta, variance)).toBe(expected.n_ceil);
      expect(detectableEffect(198, variance)).toBeCloseTo(expected.mde_at_n_198, 9);
    },
  );

  test("R's exact power of the paired t test is met by t quantiles to a part in a thousand", () => {
    const pairs = { df: (n: number) => n - 1 };
    const expected = sizes?.power_t_paired_R.expected;
    expect(observationsFor(0.05, 0.04, pairs)).toBe(Math.ceil(expected?.n ?? NaN));
    expect(detectableEffect(100, 0.04, pairs)).toBeCloseTo(expected?.delta ?? NaN, 4);
  });

  test.each(sizes?.mcnemar_sample_size ?? [])("McNemar of $input", ({ input: { p10, p01 }, expected }) => {
    expect(observationsForMcNemar(p10, p01)).toBe(Math.ceil(expected.n));
  });

  test("two groups", () => {
    const { sd1, sd2, delta } = sizes?.unpaired_sample_size_per_arm.input ?? { sd1: 0, sd2: 0, delta: 1 };
    const expected = Math.ceil(sizes?.unpaired_sample_size_per_arm.expected ?? NaN);
    expect(observationsFor(delta, unpairedVariance(sd1, sd2))).toBe(expected);
  });
});

test("latencies with a deviation of 0.6 in logarithms take what the reference's table says", () => {
  const variance = unpairedVariance(0.6, 0.6);
  const needed = (change: number, factor: number): number =>
    observationsFor(Math.log1p(change), variance * factor);
  // The table rounds to the nearest, this rounds up.
  expect([0.05, 0.1, 0.2].map((change) => needed(change, 1))).toEqual([2374, 623, 171]);
  expect([0.5, 0.95, 0.99].map(quantileFactor)).toEqual([1.57, 4.47, 13.94].map((x) => expect.closeTo(x, 2)));
  expect([needed(0.1, quantileFactor(0.95)), needed(0.1, quantileFactor(0.99))]).toEqual([2779, 8671]);
  expect(observationsFor(Math.log1p(0.1), pairedVariance(0.6, 0.7))).toBe(187);
  expect(observationsForRates(0.01, 0.02)).toBe(2319);
});

test("an estimate of .04 within .05 takes 8,000 more of 100 calls, not the 224 that shrink the half-width alone", () => {
  const harm = interval(-0.05, 0.13);
  // 100 x (0.09 / 0.01)^2 = 8,100.
  expect(neededObservations(harm, 100, 0.05)).toBe(8000);
  expect(neededObservations(interval(-0.09, 0.09), 100, 0.05)).toBe(224);
});

test("an estimate on the margin, or an open interval, will not be decided soon", () => {
  expect(neededObservations(interval(0, 0.1), 100, 0.05)).toBeNull();
  expect(neededObservations(interval(0, Infinity, 0.2), 100, 0.05)).toBeNull();
  expect(detectableBy(interval(0, Infinity))).toBeNull();
});

test("an interval of 1.96 standard errors detects an effect of 2.80", () => {
  expect(detectableBy(interval(-1.959963984540054, 1.959963984540054))).toBeCloseTo(2.8015852, 6);
});

test("with degrees of freedom, p read off a t interval is that of the t test", () => {
  const [estimate, se, df] = [0.04, 0.015, 9];
  const reach = criticalT(0.95, df) * se;
  const found = interval(estimate - reach, estimate + reach);
  expect(pAbove(found, 0.01, df)).toBeCloseTo(1 - studentTCdf((estimate - 0.01) / se, df), 12);
  expect(pBelow(found, 0.09, df)).toBeCloseTo(equivalence({ estimate, se, df }, 0.09).pUpper, 12);
});

describe("laws", () => {
  const number = fc.double({ min: -0.9, max: 2, noNaN: true });
  const three = fc
    .tuple(number, number, number)
    .map((xs) => xs.toSorted((x, y) => x - y) as [number, number, number]);

  test("p below alpha and interval beyond the limit are one fact", () => {
    fc.assert(
      fc.property(three, number, ([low, estimate, high], limit) => {
        fc.pre(estimate > low && high > estimate);
        const found = interval(low, high, estimate);
        fc.pre(Math.min(Math.abs(low - limit), Math.abs(high - limit)) > 1e-9);
        expect(pAbove(found, limit) < 0.025).toBe(low > limit);
        expect(pBelow(found, limit) < 0.025).toBe(high < limit);
      }),
    );
  });

  test("what harms turned round helps", () => {
    fc.assert(
      fc.property(three, fc.double({ min: 0.01, max: 1, noNaN: true }), ([low, estimate, high], margin) => {
        const change = interval(low, high, estimate);
        for (const scale of ["ratio", "difference"] as const) {
          const [up, down] = [harmOf(change, "up", scale), harmOf(change, "down", scale)];
          const swap = { better: "worse", worse: "better", same: "same", undecided: "undecided" } as const;
          const limit = harmMargin(margin, scale);
          expect(verdictOf(down, limit)).toBe(swap[verdictOf(up, limit)]);
        }
      }),
    );
  });

  test("more power or a smaller effect takes more, and what n detects takes n", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 5, max: 10_000 }),
        fc.double({ min: 0.01, max: 9, noNaN: true }),
        (n, variance) => {
          const effect = detectableEffect(n, variance);
          expect(observationsFor(effect, variance)).toBe(n);
          expect(observationsFor(effect / 2, variance)).toBeGreaterThan(n);
          expect(observationsFor(effect, variance, { power: 0.9 })).toBeGreaterThan(n);
          const inT = { df: (size: number) => size - 1 };
          expect(observationsFor(detectableEffect(n, variance, inT), variance, inT)).toBe(n);
        },
      ),
    );
  });
});

test("the promised power is kept: 80 of 100 runs of the promised size see the promised effect", () => {
  const random = seededRandom(5);
  const n = observationsFor(0.5, unpairedVariance(1, 1), { df: (size) => 2 * size - 2 });
  const draw = (mean: number): number[] =>
    Array.from({ length: n }, () => mean + normalQuantile(random() || 0.5));
  let seen = 0;
  for (let run = 0; run < 1000; run++) {
    const difference = theInterval(differenceOfMeans(momentsOf(draw(0)), momentsOf(draw(0.5))));
    if (difference.low > 0) seen++;
  }
  expect(seen).toBeGreaterThan(765);
  expect(seen).toBeLessThan(835);
});

test("10 % more and 1 / 1.1 are equally far from none, and nothing left is infinitely far", () => {
  expect(harmOf(interval(-1, 0.1), "up", "ratio")).toMatchObject({
    low: -Infinity,
    ...bounds([-Infinity, Math.log(1.1)], 12),
  });
  expect(harmMargin(0.1, "difference")).toBe(0.1);
});
