import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { momentsOf } from "../moments.ts";
import { theInterval } from "../interval.case.ts";
import { vectors } from "../vectors.case.ts";
import { bradleyTerry, eloOf } from "./bradley-terry.ts";
import { gwetAc1 } from "./gwet.ts";
import { kappa } from "./kappa.ts";
import { type KrippendorffScale, krippendorffAlpha } from "./krippendorff.ts";
import { passAtK, passHatK } from "./pass-at-k.ts";
import { positionBias } from "./position-bias.ts";
import { predictionPowered } from "./prediction-powered.ts";
import { roganGladen } from "./rogan-gladen.ts";

const known = vectors<{
  kappa: {
    name: string;
    input: number[][];
    expected: {
      kappa: number;
      statsmodels: { lo: number; hi: number };
      linear_weighted: number;
      quadratic_weighted: number;
      gwet_ac1: number;
    };
  }[];
  krippendorff: {
    input: { units: (number | null)[][] };
    expected: Record<KrippendorffScale, number>;
    published_3dp: Record<KrippendorffScale, number>;
  };
  bradley_terry: {
    input: { wins_row_over_col: number[][] };
    expected: { log_strength_sum_zero: number[]; elo_1000_400: number[] };
  };
  position_bias: {
    input: { counts: Record<string, number> };
    expected: { consistency: number; p_mcnemar_exact: number; win_rate_A_consistent_half_ties: number };
  };
  rogan_gladen: {
    input: Record<"judge_pass" | "n" | "tp" | "positives" | "tn" | "negatives", number>;
    expected: { corrected: number; ci95: [number, number] };
  }[];
  ppi_mean: {
    input: {
      human: number[];
      judge_on_same: number[];
      judge_unlabeled_pass: number;
      judge_unlabeled_n: number;
    };
    expected: { theta: number; ci95: [number, number] };
  };
}>("25_judge_agreement_bt");

const ends = (values: readonly number[]): unknown[] => values.map((value) => expect.closeTo(value, 9));

describe.skipIf(known === null)("judges as the references have them", () => {
  test.each(known?.kappa ?? [])("kappa: $name", ({ input, expected }) => {
    const plain = theInterval(kappa(input));
    expect(plain.estimate).toBeCloseTo(expected.kappa, 12);
    expect([plain.low, plain.high]).toEqual(ends([expected.statsmodels.lo, expected.statsmodels.hi]));
    expect(theInterval(kappa(input, "linear")).estimate).toBeCloseTo(expected.linear_weighted, 12);
    expect(theInterval(kappa(input, "quadratic")).estimate).toBeCloseTo(expected.quadratic_weighted, 12);
    expect(theInterval(gwetAc1(input)).estimate).toBeCloseTo(expected.gwet_ac1, 12);
  });

  test("Krippendorff's own example on each scale", () => {
    const { input, expected, published_3dp } = known!.krippendorff;
    for (const scale of ["nominal", "ordinal", "interval", "ratio"] as const) {
      const alpha = krippendorffAlpha(input.units, scale) ?? NaN;
      expect(alpha).toBeCloseTo(expected[scale], 9);
      expect(Math.abs(alpha - published_3dp[scale])).toBeLessThan(6e-4);
    }
  });

  test("Bradley-Terry strengths are R's, and Elo goes with them", () => {
    const { input, expected } = known!.bradley_terry;
    const strengths = bradleyTerry(input.wins_row_over_col);
    expect(strengths).toEqual(expected.log_strength_sum_zero.map((value) => expect.closeTo(value, 7)));
    expect(strengths.map(eloOf)).toEqual(expected.elo_1000_400.map((value) => expect.closeTo(value, 4)));
  });

  test("the bias for a position", () => {
    const { input, expected } = known!.position_bias;
    const counts = input.counts;
    const bias = positionBias({
      a: counts["A,A"] ?? NaN,
      b: counts["B,B"] ?? NaN,
      first: counts["A,B"] ?? NaN,
      last: counts["B,A"] ?? NaN,
    });
    expect(bias?.consistency).toBeCloseTo(expected.consistency, 12);
    expect(bias?.p).toBeCloseTo(expected.p_mcnemar_exact, 12);
    expect(bias?.winRateA).toBeCloseTo(expected.win_rate_A_consistent_half_ties, 12);
  });

  test("a pass rate corrected for the judge's mistakes", () => {
    for (const { input, expected } of known!.rogan_gladen) {
      const { judge_pass, n, tp, positives, tn, negatives } = input;
      const judged = { judgePass: judge_pass, n, positives, truePositives: tp, negatives, trueNegatives: tn };
      const result = theInterval(roganGladen(judged));
      expect(result.estimate).toBeCloseTo(expected.corrected, 12);
      expect([result.low, result.high]).toEqual(ends(expected.ci95));
    }
  });

  test("the prediction-powered mean", () => {
    const { input, expected } = known!.ppi_mean;
    const labelled = input.human.map((person, i) => ({ person, judge: input.judge_on_same[i] ?? NaN }));
    const others = Array.from({ length: input.judge_unlabeled_n }, (_, i) =>
      i < input.judge_unlabeled_pass ? 1 : 0,
    );
    const result = theInterval(predictionPowered(labelled, momentsOf(others)));
    expect(result.estimate).toBeCloseTo(expected.theta, 12);
    expect([result.low, result.high]).toEqual(ends(expected.ci95));
    expect(result.warnings).toEqual(["20 labelled items"]);
  });
});

const attempts = vectors<{
  passk: { input: { n: number; c: number; k: number }; expected: number }[];
  pass_hat_k: { input: { n: number; c: number; k: number }; expected: number }[];
}>("23_em_f1_passk");

describe.skipIf(attempts === null)("attempts", () => {
  test("pass at k is HumanEval's, and pass^k the share of sets that all pass", () => {
    for (const { input, expected } of attempts!.passk)
      expect(passAtK(input.n, input.c, input.k)).toBeCloseTo(expected, 12);
    for (const { input, expected } of attempts!.pass_hat_k)
      expect(passHatK(input.n, input.c, input.k)).toBeCloseTo(expected, 12);
  });
});

test("one attempt is the rate; more only help the one and hurt the other", () => {
  const cases = fc.tuple(fc.nat(30), fc.nat(30), fc.integer({ min: 1, max: 30 }));
  fc.assert(
    fc.property(cases, ([passed, failed, k]) => {
      const n = passed + failed;
      fc.pre(n >= 1);
      expect(passAtK(n, passed, 1)).toBeCloseTo(passed / n, 12);
      expect(passHatK(n, passed, 1)).toBeCloseTo(passed / n, 12);
      if (k + 1 > n) return;
      expect(passAtK(n, passed, k + 1)).toBeGreaterThanOrEqual((passAtK(n, passed, k) ?? NaN) - 1e-12);
      expect(passHatK(n, passed, k + 1)).toBeLessThanOrEqual(passHatK(n, passed, k) ?? NaN);
    }),
  );
  expect(passAtK(3, 1, 4)).toBeNull();
});

const cell = fc.nat(50);
const square = fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 3, maxLength: 3 });

test("who is called the first rater does not matter, and full agreement is 1", () => {
  fc.assert(
    fc.property(square, (table) => {
      const turned = table.map((_, i) => table.map((row) => row[i] ?? 0));
      for (const weights of ["none", "linear", "quadratic"] as const) {
        const [one, other] = [kappa(table, weights), kappa(turned, weights)];
        expect("low" in one).toBe("low" in other);
        if ("low" in one && "low" in other) expect(one.low).toBeCloseTo(other.low, 9);
      }
      const agreed = table.map((row, i) => row.map((count, j) => (i === j ? count + 1 : 0)));
      expect(theInterval(kappa(agreed)).estimate).toBeCloseTo(1, 12);
      expect(theInterval(gwetAc1(agreed)).estimate).toBeCloseTo(1, 12);
    }),
  );
});

test("more evidence for one system raises its strength, also where another never won", () => {
  const duels = [
    [0, 5, 3],
    [2, 0, 4],
    [0, 0, 0],
  ];
  const strengths = bradleyTerry(duels);
  expect(strengths.every(Number.isFinite)).toBe(true);
  expect(strengths[0]).toBeGreaterThan(strengths[1] ?? NaN);
  expect(strengths[1]).toBeGreaterThan(strengths[2] ?? NaN);
  const more = duels.map((row, i) => (i === 0 ? [0, 9, 3] : row));
  expect(bradleyTerry(more)[0]).toBeGreaterThan(strengths[0] ?? NaN);
});

test("where nothing can be said the reason is", () => {
  const none = [
    [0, 0],
    [0, 0],
  ];
  const oneGrade = [
    [9, 0],
    [0, 0],
  ];
  expect(kappa(none)).toMatchObject({ reason: "no item judged by both" });
  expect(kappa(oneGrade)).toMatchObject({ reason: "one grade alone occurs: kappa is 0 / 0" });
  expect(
    krippendorffAlpha(
      [
        [1, null],
        [2, null],
      ],
      "nominal",
    ),
  ).toBeNull();
  expect(positionBias({ a: 0, b: 0, first: 0, last: 0 })).toBeNull();
  const coin = { judgePass: 5, n: 10, positives: 10, truePositives: 5, negatives: 10, trueNegatives: 5 };
  expect(roganGladen(coin)).toMatchObject({ reason: "the judge is no better than a coin" });
});
