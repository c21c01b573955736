import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { theInterval } from "../interval.case.ts";
import { isTooFew } from "../too-few.ts";
import { vectors } from "../vectors.case.ts";
import { huberFit } from "./huber.ts";
import { leastSquares } from "./least-squares.ts";
import { theilSenIntercept, theilSenSlope } from "./theil-sen.ts";

type Column = "uncached_in" | "cached_in" | "out" | "ttft_ms" | "latency_ms";

interface Known {
  readonly input: Record<Column, readonly number[]>;
  readonly expected: {
    readonly ols: readonly number[];
    readonly huber: readonly number[];
    readonly huber_scale: number;
    readonly huber_weights_rows_5_17_40: readonly number[];
    readonly ttft_huber: { readonly coef: readonly number[] };
    readonly theil_sen_decode_ms_per_token: number;
    readonly theil_sen_intercept_median: number;
  };
}

const known = vectors<Known>("17_latency_regression");
const none: readonly number[] = [];
const { uncached_in, cached_in, out, ttft_ms, latency_ms } = known?.input ?? {
  uncached_in: none,
  cached_in: none,
  out: none,
  ttft_ms: none,
  latency_ms: none,
};

function table(...columns: readonly (readonly number[])[]): number[][] {
  return (columns[0] ?? []).map((_, i) => columns.map((column) => column[i] ?? NaN));
}

function relative(actual: readonly number[], expected: readonly number[]): number[] {
  return expected.map((x, i) => Math.abs((actual[i] ?? NaN) / x - 1));
}

describe.skipIf(known === null)("known answers of R and numpy, with three stalls in 60 calls", () => {
  const rows = table(uncached_in, cached_in, out);
  const expected = known?.expected;

  test("least squares", () => {
    const coefficients = leastSquares(rows, latency_ms) ?? [];
    expect(Math.max(...relative(coefficients, expected?.ols ?? []))).toBeLessThan(1e-6);
  });

  test("Huber's fit believes the stalls hardly at all", () => {
    const fit = huberFit(rows, latency_ms);
    expect(Math.max(...relative(fit?.coefficients ?? [], expected?.huber ?? []))).toBeLessThan(1e-3);
    expect(
      Math.max(...relative(fit?.coefficients.slice(0, 2) ?? [], expected?.huber.slice(0, 2) ?? [])),
    ).toBeLessThan(1e-4);
    expect(fit?.scale).toBeCloseTo(expected?.huber_scale ?? NaN, 2);
    const stalls = [5, 17, 40].map((row) => fit?.weights[row] ?? NaN);
    expect(Math.max(...relative(stalls, expected?.huber_weights_rows_5_17_40 ?? []))).toBeLessThan(1e-3);
  });

  test("Huber's fit of the time to the first token", () => {
    const fit = huberFit(table(uncached_in, cached_in), ttft_ms);
    expect(Math.max(...relative(fit?.coefficients ?? [], expected?.ttft_huber.coef ?? []))).toBeLessThan(
      1e-3,
    );
  });

  test("Theil-Sen", () => {
    const decode = latency_ms.map((ms, i) => ms - (ttft_ms[i] ?? NaN));
    const { estimate, low, high } = theInterval(theilSenSlope(out, decode));
    expect(estimate).toBeCloseTo(expected?.theil_sen_decode_ms_per_token ?? NaN, 9);
    expect([low < 18, 18 < high]).toEqual([true, true]);
    expect(theilSenIntercept(out, decode, estimate)).toBeCloseTo(
      expected?.theil_sen_intercept_median ?? NaN,
      8,
    );
  });
});

const points = fc.uniqueArray(fc.integer({ min: 0, max: 1000 }), { minLength: 8, maxLength: 30 });
const slope = fc.double({ min: -50, max: 50, noNaN: true });

test("a straight line is found by every fit, and one stall moves the robust ones no further than rounding", () => {
  fc.assert(
    fc.property(points, slope, slope, (x, intercept, rise) => {
      const y = x.map((value) => intercept + rise * value);
      const stalled = y.map((value, i) => (i === 3 ? value + 1e6 : value));
      expect(
        leastSquares(
          x.map((value) => [value]),
          y,
        )?.[1],
      ).toBeCloseTo(rise, 6);
      for (const times of [y, stalled])
        expect(theInterval(theilSenSlope(x, times)).estimate).toBeCloseTo(rise, 6);
      expect(
        huberFit(
          x.map((value) => [value]),
          y,
        )?.coefficients[1],
      ).toBeCloseTo(rise, 6);
    }),
  );
});

test("predictors that say the same, or too few rows, have no fit", () => {
  const doubled = [1, 2, 3, 4, 5].map((x) => [x, 2 * x]);
  expect(leastSquares(doubled, [1, 2, 3, 4, 5])).toBeNull();
  expect(huberFit([[1], [1], [1]], [1, 2, 3])).toBeNull();
  expect(leastSquares([[1]], [2])).toBeNull();
  expect(isTooFew(theilSenSlope([1, 2, 3], [1, 2, 3]))).toBe(true);
});
