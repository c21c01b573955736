import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { momentsOf } from "../moments.ts";
import { seededRandom } from "../random.ts";
import { theInterval } from "../interval.case.ts";
import { vectors } from "../vectors.case.ts";
import { bernoulliLogE } from "./bernoulli-evidence.ts";
import { bernoulliSequence } from "./bernoulli-sequence.ts";
import { meanOfEvidence, productOfEvidence } from "./combined-evidence.ts";
import { ErrorRateProcess } from "./error-rate-process.ts";
import { bestRho2, mixtureMargin } from "./mixture.ts";
import { quantileRanks, quantileSequence } from "./quantile-sequence.ts";
import { twoArmSequence } from "./two-arms.ts";

interface Arm {
  n: number;
  mean: number;
  M2: number;
}
const known = vectors<{
  rho2: { input: { t_opt: number; alpha: number }; expected: { exact_lambertW: number } }[];
  std_margin: {
    input: { t: number; rho2: number; alpha: number };
    expected: { two_sided: number; one_sided: number };
  }[];
  confseq_published: { expected: number }[];
  two_sample_from_running_sums: {
    input: { A: Arm; B: Arm; tau2: number; tau2_rule: string };
    expected: Record<string, number> & { cs: [number, number] };
  }[];
  bernoulli_beta_binomial_cs: {
    input: { k: number; t: number };
    expected: { cs: [number, number]; log_e_at_p_0_05: number };
  }[];
  quantile_rank_cs: {
    input: { t: number; p: number; m: number };
    expected: { k_min: number; k_max: number };
  }[];
  two_by_two_e_process: {
    input: { n_a: number; y_a: number; n_b: number; y_b: number }[];
    expected: { log_e_cum: number; p_anytime: number }[];
  };
}>("11_sequential_anytime");

const close = (value: number | undefined): number => expect.closeTo(value ?? NaN, 9) as number;
const momentsOfArm = ({ n, mean, M2 }: Arm): { n: number; mean: number; squares: number } => ({
  n,
  mean,
  squares: M2,
});

describe.skipIf(known === null)("anytime-valid rules as the references have them", () => {
  test("the best rho for a target, and the margins of both kinds", () => {
    for (const { input, expected } of known!.rho2)
      expect(bestRho2(input.t_opt, input.alpha) / expected.exact_lambertW).toBeCloseTo(1, 12);
    for (const { input, expected } of known!.std_margin) {
      const { t, rho2, alpha } = input;
      expect(mixtureMargin(t, rho2, alpha)).toBeCloseTo(expected.two_sided, 12);
      expect(mixtureMargin(t, rho2, alpha, 1)).toBeCloseTo(expected.one_sided, 12);
    }
  });

  test("the boundary that confseq publishes for 100 observations", () => {
    const [rho, boundary] = known!.confseq_published.map(({ expected }) => expected);
    expect(100 * mixtureMargin(100, 1 / (rho ?? NaN), 0.05)).toBeCloseTo(boundary ?? NaN, 4);
  });

  test.each(known?.two_sample_from_running_sums ?? [])(
    "two arms, tau2 $input.tau2_rule",
    ({ input, expected }) => {
      const [a, b] = [momentsOfArm(input.A), momentsOfArm(input.B)];
      const given = { tau2: input.tau2, start: 2 };
      const result = theInterval(twoArmSequence(a, b, given));
      expect([result.low, result.high]).toEqual(expected.cs.map(close));
      expect(result.logE).toBeCloseTo(expected["log_e_value"] ?? NaN, 9);
      expect(result.p).toBeCloseTo(expected["p_anytime"] ?? NaN, 9);
      expect(result.lowAlone).toBeCloseTo(expected["lower_one_sided"] ?? NaN, 9);
      expect(result.highAlone).toBeCloseTo(expected["upper_one_sided"] ?? NaN, 9);
      if (input.tau2_rule.startsWith("rho2_exact")) {
        const planned = theInterval(twoArmSequence(a, b, { planned: 4000, start: 2 }));
        expect(planned.low).toBeCloseTo(expected.cs[0], 6);
      }
    },
  );

  test("a probability, and the ranks of a quantile", () => {
    for (const { input, expected } of known!.bernoulli_beta_binomial_cs) {
      const result = theInterval(bernoulliSequence({ events: input.k, n: input.t }));
      expect([result.low, result.high]).toEqual(expected.cs.map(close));
      const logE = bernoulliLogE(input.k, input.t, 0.05);
      expect(logE).toBeCloseTo(expected.log_e_at_p_0_05, 8);
    }
    for (const { input, expected } of known!.quantile_rank_cs)
      expect(quantileRanks(input.t, input.p, 0.95, input.m)).toEqual({
        least: expected.k_min,
        most: expected.k_max,
      });
  });

  test("the evidence of two error rates, batch by batch", () => {
    const process = new ErrorRateProcess();
    const { input, expected } = known!.two_by_two_e_process;
    for (const [i, { n_a, y_a, n_b, y_b }] of input.entries()) {
      process.add({ nA: n_a, errorsA: y_a, nB: n_b, errorsB: y_b });
      expect(process.logE).toBeCloseTo(expected[i]?.log_e_cum ?? NaN, 9);
      expect(process.p).toBeCloseTo(expected[i]?.p_anytime ?? NaN, 9);
    }
  });
});

test("two arms say nothing before 300 of each, nor of 0/1 values before 20 events of each", () => {
  const few = momentsOf(Array.from({ length: 120 }, (_, i) => i));
  const many = momentsOf(Array.from({ length: 400 }, (_, i) => i));
  expect(twoArmSequence(few, many)).toEqual({
    n: 120,
    needed: 300,
    reason: "the sequence starts at 300 a side: 120 so far",
  });
  expect(twoArmSequence(many, many, { events: [30, 4] })).toMatchObject({
    reason: "the sequence starts at 20 events a side: 4 so far",
  });
  expect(theInterval(twoArmSequence(many, many)).low).toBeGreaterThan(-Infinity);
});

const arm = fc.record({
  n: fc.integer({ min: 300, max: 1e5 }),
  mean: fc.double({ min: -10, max: 10, noNaN: true }),
  squares: fc.double({ min: 1, max: 1e5, noNaN: true }),
});

test("the difference is proven by its interval exactly when it is by its evidence", () => {
  fc.assert(
    fc.property(arm, arm, (a, b) => {
      const { low, high, logE } = theInterval(twoArmSequence(a, b));
      expect(low > 0 || high < 0).toBe(logE > Math.log(1 / 0.05));
    }),
  );
});

test("swapping the arms turns the interval over", () => {
  fc.assert(
    fc.property(arm, arm, (a, b) => {
      expect(theInterval(twoArmSequence(b, a)).low).toBeCloseTo(-theInterval(twoArmSequence(a, b)).high, 9);
    }),
  );
});

test("a probability's limits hold its share, and failures turn them over", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5000 }), fc.double({ min: 0, max: 1, noNaN: true }), (n, share) => {
      const count = Math.round(n * share);
      const of = theInterval(bernoulliSequence({ events: count, n }));
      const rest = theInterval(bernoulliSequence({ events: n - count, n }));
      expect(of.low).toBeLessThanOrEqual(count / n);
      expect(of.high).toBeGreaterThanOrEqual(count / n);
      expect(of.low).toBeCloseTo(1 - rest.high, 9);
    }),
  );
});

test("too few values bound a high quantile on one side only", () => {
  const values = Array.from({ length: 40 }, (_, i) => i);
  const result = theInterval(quantileSequence(values, 0.95));
  expect(result.high).toBe(Infinity);
  expect(result.warnings).toEqual(["p95 from 40 observations: nothing bounds it from above"]);
  expect(quantileSequence([1, 2], 0.5)).toMatchObject({
    reason: "p50 from 2 observations: nothing bounds it yet",
  });
});

test("the ranks of a quantile are those of a scan over all of them", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 400 }), fc.constantFrom(0.5, 0.9, 0.99), (n, p) => {
      const stay = Array.from({ length: n + 1 }, (_, k) => k).filter(
        (k) => bernoulliLogE(k, n, p, 20 * p, 20 * (1 - p)) < Math.log(20),
      );
      expect(quantileRanks(n, p)).toEqual({ least: stay[0], most: stay.at(-1) });
    }),
  );
});

test("empty batches change nothing, and p never rises", () => {
  const random = seededRandom(5);
  const process = new ErrorRateProcess();
  let before = 1;
  for (let look = 0; look < 200; look += 1) {
    const errors = (n: number, rate: number): number =>
      Array.from({ length: n }, random).filter((x) => x < rate).length;
    process.add({ nA: 50, errorsA: errors(50, 0.02), nB: 5, errorsB: errors(5, 0.2) });
    process.add({ nA: 0, errorsA: 0, nB: 0, errorsB: 0 });
    expect(process.p).toBeLessThanOrEqual(before);
    before = process.p;
  }
  expect(before).toBeLessThan(0.05);
});

test("evidence of independent streams multiplies, of others it is averaged", () => {
  expect(productOfEvidence([Math.log(3), Math.log(4)])).toBeCloseTo(Math.log(12), 12);
  expect(meanOfEvidence([Math.log(3), Math.log(5)])).toBeCloseTo(Math.log(4), 12);
  expect(meanOfEvidence([1000, 1000])).toBe(1000);
  expect([productOfEvidence([]), meanOfEvidence([])]).toEqual([0, 0]);
});
