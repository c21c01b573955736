import { solve } from "./solve.ts";

/** Rows of predictors, all of one length; the intercept is added here. */
export type Predictors = readonly (readonly number[])[];

/**
 * Weighted least squares: the intercept and one coefficient a predictor. Null where predictors say the same
 * (collinear) or there are too few rows. Predictors are centred and scaled first, so that tokens by the thousand lose
 * no digits.
 */
export function leastSquares(
  rows: Predictors,
  y: readonly number[],
  weights: readonly number[] = y.map(() => 1),
): number[] | null {
  const total = weights.reduce((sum, w) => sum + w, 0);
  const columns = (rows[0] ?? []).map((_, j) => scaled(columnOf(rows, j), weights, total));
  const middle = mean(y, weights, total);
  const off = y.map((value) => value - middle);
  const right = columns.map(({ values }) => dot(values, off, weights, total));
  const products = columns.map((column) =>
    columns.map(({ values }) => dot(column.values, values, weights, total)),
  );
  const slopes = solve(products, right)?.map((slope, j) => slope / (columns[j]?.scale ?? NaN));
  if (slopes === undefined || rows.length <= slopes.length) return null;
  return [slopes.reduce((left, slope, j) => left - slope * (columns[j]?.middle ?? NaN), middle), ...slopes];
}

function columnOf(rows: Predictors, j: number): number[] {
  return rows.map((row) => row[j] ?? NaN);
}

interface Scaled {
  readonly middle: number;
  readonly scale: number;
  readonly values: readonly number[];
}

/** Of mean 0 and variance 1; a constant stays 0, which the solver finds singular. */
function scaled(values: readonly number[], weights: readonly number[], total: number): Scaled {
  const middle = mean(values, weights, total);
  const off = values.map((value) => value - middle);
  const scale = Math.sqrt(dot(off, off, weights, total)) || 1;
  return { middle, scale, values: off.map((value) => value / scale) };
}

function mean(values: readonly number[], weights: readonly number[], total: number): number {
  return values.reduce((sum, value, i) => sum + value * (weights[i] ?? NaN), 0) / total;
}

function dot(a: readonly number[], b: readonly number[], weights: readonly number[], total: number): number {
  return a.reduce((sum, value, i) => sum + value * (b[i] ?? NaN) * (weights[i] ?? NaN), 0) / total;
}

/** What the coefficients leave of y. */
export function residualsOf(
  rows: Predictors,
  y: readonly number[],
  coefficients: readonly number[],
): number[] {
  const [intercept = NaN, ...slopes] = coefficients;
  return rows.map(
    (row, i) => (y[i] ?? NaN) - slopes.reduce((sum, slope, j) => sum + slope * (row[j] ?? NaN), intercept),
  );
}
