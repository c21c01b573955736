import { stirlingError } from "./log-gamma.ts";

/**
 * n! / (x! y!) p^x q^y with n = x + y, q = 1 - p, for real x, y >= 0: the binomial density, and the factor before the
 * incomplete beta function. By the saddle point (Loader 2000, Fast and accurate computation of binomial
 * probabilities): no large logarithms are subtracted, so it holds 13 digits for n of 1e9 as well.
 */
export function binomialKernel(x: number, y: number, p: number, q: number): number {
  const n = x + y;
  if (x === 0) return q === 0 ? Number(y === 0) : Math.exp(lnPowerOf(y, p, q));
  if (y === 0) return Math.exp(lnPowerOf(x, q, p));
  const stirling = stirlingError(n) - stirlingError(x) - stirlingError(y);
  const exponent = stirling - deviance(x, n * p) - deviance(y, n * q);
  return Math.exp(exponent) * Math.sqrt(n / (2 * Math.PI * x * y));
}

/** n ln p, by the small one of p and 1 - p. */
function lnPowerOf(n: number, complement: number, p: number): number {
  return n * (complement < 0.5 ? Math.log1p(-complement) : Math.log(p));
}

/** x ln(x / mean) + mean - x, >= 0, without cancellation where x is near the mean. */
function deviance(x: number, mean: number): number {
  const difference = x - mean;
  if (Math.abs(difference) > 0.1 * (x + mean)) return x * Math.log(x / mean) + mean - x;
  const v = difference / (x + mean);
  let sum = difference * v;
  let power = 2 * x * v;
  for (let odd = 3; ; odd += 2) {
    power *= v * v;
    const next = sum + power / odd;
    if (next === sum) return sum;
    sum = next;
  }
}
