import { quantileOf, sorted } from "../quantile.ts";
import { leastSquares, type Predictors, residualsOf } from "./least-squares.ts";

/** Residuals of so many scales count less: 95 % of the efficiency of least squares where nothing stalls. */
const TUNING = 1.345;
/** Median of |Z| of a normal Z, to the digits R's rlm has. */
const MEDIAN_OF_NORMAL = 0.6745;
const MOST_STEPS = 200;

export interface HuberFit {
  /** Intercept first. */
  readonly coefficients: readonly number[];
  /** Of the residuals that are not outliers, in the unit of y. */
  readonly scale: number;
  /** 0 to 1, row by row: how much of it was believed. */
  readonly weights: readonly number[];
}

/**
 * Linear fit that stalled calls do not pull (Huber 1973): latency by tokens. Least squares again and again, a
 * residual beyond 1.345 scales with less weight, the scale from the median of |residuals|. Null where predictors are
 * collinear.
 */
export function huberFit(rows: Predictors, y: readonly number[]): HuberFit | null {
  let coefficients = leastSquares(rows, y);
  let fit: HuberFit | null = null;
  for (let step = 0; step < MOST_STEPS && coefficients !== null; step++) {
    const residuals = residualsOf(rows, y, coefficients).map(Math.abs);
    const scale = quantileOf(sorted(residuals), 0.5) / MEDIAN_OF_NORMAL;
    const weights = residuals.map((residual) =>
      residual <= TUNING * scale ? 1 : (TUNING * scale) / residual,
    );
    const settled = fit !== null && isSame(fit.coefficients, coefficients);
    fit = { coefficients, scale, weights };
    // A scale of 0: most rows lie on the fit, which no weight can better.
    if (settled || scale === 0) break;
    coefficients = leastSquares(rows, y, weights);
  }
  return fit;
}

function isSame(a: readonly number[], b: readonly number[]): boolean {
  return a.every((x, i) => Math.abs(x - (b[i] ?? NaN)) <= 1e-10 * Math.max(1, Math.abs(x)));
}
