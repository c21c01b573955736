import { lnGamma } from "./log-gamma.ts";

/** P(X > x) of chi-square with df > 0 degrees of freedom: the regularised upper incomplete gamma function. */
export function chiSquareTail(x: number, df: number): number {
  if (!(df > 0) || Number.isNaN(x)) return NaN;
  if (x <= 0) return 1;
  const front = Math.exp((df / 2) * Math.log(x / 2) - x / 2 - lnGamma(df / 2));
  return x / 2 < df / 2 + 1 ? 1 - front * lowerSeries(df / 2, x / 2) : front * upperFraction(df / 2, x / 2);
}

/** Abramowitz & Stegun 6.5.29. */
function lowerSeries(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let k = a + 1; term > sum * 1e-17; k++) {
    term *= x / k;
    sum += term;
  }
  return sum;
}

/** Abramowitz & Stegun 6.5.31 in its even form, backwards: above the mean it settles within some sqrt(a) steps. */
function upperFraction(a: number, x: number): number {
  let fraction = 0;
  for (let k = Math.ceil(200 + 10 * Math.sqrt(a)); k > 0; k--)
    fraction = (k * (k - a)) / (x + 2 * k + 1 - a - fraction);
  return 1 / (x + 1 - a - fraction);
}
