import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { binomialCdf, binomialPmf, binomialQuantile } from "./binomial.ts";
import { chiSquareTail } from "./chi-square.ts";
import { incompleteBeta } from "./incomplete-beta.ts";
import { lnGamma } from "./log-gamma.ts";
import { normalCdf, normalQuantile } from "./normal.ts";
import { studentTCdf, studentTQuantile } from "./student-t.ts";

// Expected values with 50 digits from mpmath 1.3, binomial quantiles from scipy 1.17.1.
/** As a part of the expected value. */
function off(actual: number, expected: number): number {
  return Math.abs(actual / expected - 1);
}

describe("known values", () => {
  test.each([
    [-10, 7.619853024160525e-24],
    [-5, 2.866515718791939e-7],
    [-2.6, 0.004661188023718749],
    [-2.5, 0.006209665325776135],
    [-1, 0.15865525393145705],
    [-0.1, 0.460172162722971],
    [0.3, 0.6179114221889527],
    [1.96, 0.9750021048517795],
  ])("normal cdf at %d", (z, p) => {
    expect(off(normalCdf(z), p)).toBeLessThan(1e-12);
  });

  test.each([
    [1e-300, -37.0470962993612],
    [1e-10, -6.361340902404057],
    [0.001, -3.0902323061678136],
    [0.025, -1.9599639845400543],
    [0.2, -0.8416212335729142],
    [0.4999, -0.00025066283008800747],
  ])("normal quantile at %d", (p, z) => {
    expect(off(normalQuantile(p), z)).toBeLessThan(1e-12);
  });

  test.each([
    [1e-8, 18.42068073818021],
    [0.5, 0.5723649429247001],
    [1.5, -0.12078223763524522],
    [10, 12.801827480081469],
    [100.5, 361.4355404677776],
    [1e6, 12815504.569147611],
  ])("ln gamma of %d", (x, value) => {
    expect(off(lnGamma(x), value)).toBeLessThan(1e-12);
  });

  test.each([
    [0.3, 2, 5, 0.5798249999999999],
    [0.5, 0.5, 0.5, 0.5],
    [0.95, 950.5, 50, 0.4811853860019381],
    [1e-5, 0.5, 3, 0.005929231084463545],
    [0.999, 200, 0.5, 0.5272441070252352],
  ])("incomplete beta at %d with %d, %d", (x, a, b, value) => {
    expect(off(incompleteBeta(x, a, b), value)).toBeLessThan(1e-12);
  });

  test.each([
    [-0.1, 1, 0.4682744825694464],
    [-2, 1, 0.14758361765043326],
    [-40, 3, 1.7190340394579263e-5],
    [-1.96, 1000.5, 0.025136523137513155],
    [-6, 1e6, 9.869249061772174e-10],
  ])("Student's t at %d with %d degrees", (t, df, p) => {
    expect(off(studentTCdf(t, df), p)).toBeLessThan(1e-12);
  });

  test.each([
    [0.025, 1, -12.706204736174705],
    [0.025, 9, -2.2621571627982053],
    [1e-12, 2, -707106.7811854868],
    [0.4, 0.5, -0.3979754267847906],
    [0.005, 262.899, -2.594659078974582],
    [1e-6, 1e7, -4.753427112755577],
  ])("quantile %d of Student's t with %d degrees", (p, df, t) => {
    expect(off(studentTQuantile(p, df), t)).toBeLessThan(1e-12);
  });

  test.each([
    [3, 10, 0.2, 0.20132659200000003],
    [0, 40, 0.001, 0.9607702107358118],
    [950, 1000, 0.95, 0.05778798371410712],
    [500_000, 1_000_000, 0.5, 0.0007978843613317501],
  ])("binomial probability of %d in %d", (k, n, p, value) => {
    expect(off(binomialPmf(k, n, p), value)).toBeLessThan(1e-12);
  });

  test.each([
    [3, 10, 0.2, 0.8791261184],
    [1, 40, 0.001, 0.9992394884429514],
    [935, 1000, 0.95, 0.020749899365538935],
    [60, 1000, 0.05, 0.9329374813666921],
  ])("binomial cdf at %d of %d", (k, n, p, value) => {
    expect(off(binomialCdf(k, n, p), value)).toBeLessThan(1e-12);
  });

  test.each([
    [1e8, 0.95, 94_995_728, 95_000_000, 95_004_271],
    [1e6, 0.99, 989_805, 990_000, 990_195],
    [12, 0.5, 3, 6, 9],
  ])("binomial quantiles of %d trials", (n, p, ...expected) => {
    expect([0.025, 0.5, 0.975].map((q) => binomialQuantile(q, n, p))).toEqual(expected);
  });

  test.each([
    [25.39, 5, 0.00011713509017627179],
    [1.5, 1, 0.2206713619198468],
    [0.01, 2, 0.9950124791926823],
    [400, 300, 9.678621994933577e-5],
    [1000, 10, 1.8702907209159498e-208],
  ])("chi-square beyond %d with %d degrees", (x, df, p) => {
    expect(off(chiSquareTail(x, df), p)).toBeLessThan(2e-12);
  });
});

describe("laws", () => {
  const part = fc.double({ min: 1e-12, max: 1 - 1e-12, noNaN: true });
  const shape = fc.double({ min: 0.1, max: 1e4, noNaN: true });
  const degrees = fc.double({ min: 0.5, max: 1e5, noNaN: true });

  test("the normal quantile undoes the normal cdf", () => {
    fc.assert(
      fc.property(part, (p) => {
        expect(off(normalCdf(normalQuantile(p)), p)).toBeLessThan(1e-12);
      }),
    );
  });

  test("the quantile of t undoes its cdf", () => {
    fc.assert(
      fc.property(part, degrees, (p, df) => {
        expect(off(studentTCdf(studentTQuantile(p, df), df), p)).toBeLessThan(1e-10);
      }),
    );
  });

  test("t is symmetric, wider than the normal curve, and the normal curve for infinitely many degrees", () => {
    fc.assert(
      fc.property(part, degrees, (p, df) => {
        const t = studentTQuantile(p, df);
        expect(Math.abs(t)).toBeGreaterThanOrEqual(Math.abs(normalQuantile(p)) * (1 - 1e-9));
        expect(studentTCdf(-t, df) + studentTCdf(t, df)).toBeCloseTo(1, 13);
      }),
    );
    expect(studentTCdf(1.3, Infinity)).toBe(normalCdf(1.3));
  });

  test("I_x(a, b) + I_{1-x}(b, a) is 1, and x^a for b = 1", () => {
    fc.assert(
      fc.property(part, shape, shape, (x, a, b) => {
        expect(incompleteBeta(x, a, b) + incompleteBeta(1 - x, b, a, x)).toBeCloseTo(1, 12);
        expect(incompleteBeta(x, a, 1)).toBeCloseTo(x ** a, 12);
      }),
    );
  });

  test("the binomial cdf is the sum of its probabilities", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), part, fc.nat(200), (n, p, k) => {
        const sum = Array.from({ length: Math.min(k, n) + 1 }, (_, i) => binomialPmf(i, n, p)).reduce(
          (a, b) => a + b,
        );
        expect(Math.abs(binomialCdf(k, n, p) - sum)).toBeLessThan(1e-12);
      }),
    );
  });

  test("the binomial quantile is the first k whose cdf reaches q", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), part, part, (n, p, q) => {
        const k = binomialQuantile(q, n, p);
        expect(binomialCdf(k, n, p)).toBeGreaterThanOrEqual(q * (1 - 1e-12));
        expect(binomialCdf(k - 1, n, p)).toBeLessThan(q);
      }),
    );
  });

  test("ln gamma grows by ln x from x to x + 1", () => {
    fc.assert(
      fc.property(shape, (x) => {
        expect(lnGamma(x + 1)).toBeCloseTo(lnGamma(x) + Math.log(x), 9);
      }),
    );
  });
});

test("what is no probability has no quantile, and what is no shape has no distribution", () => {
  expect([normalQuantile(1.5), studentTQuantile(0.5, 0), binomialQuantile(-1, 3, 0.5), lnGamma(-1)]).toEqual(
    Array(4).fill(NaN),
  );
  expect(incompleteBeta(0.5, 0, 1)).toBeNaN();
  expect([normalQuantile(0), studentTQuantile(1, 3)]).toEqual([-Infinity, Infinity]);
});
