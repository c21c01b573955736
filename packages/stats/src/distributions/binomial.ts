import { binomialKernel } from "./binomial-kernel.ts";
import { incompleteBeta } from "./incomplete-beta.ts";
import { normalQuantile } from "./normal.ts";

/** Of a sum that should equal q and misses it by rounding alone. */
const ROUNDING = 1e-13;

/** P(X = k) of n trials with probability p each. */
export function binomialPmf(k: number, n: number, p: number): number {
  return k < 0 || k > n ? 0 : binomialKernel(k, n - k, p, 1 - p);
}

/** P(X <= k) of n trials with probability p each: I_{1-p}(n - k, k + 1). */
export function binomialCdf(k: number, n: number, p: number): number {
  const whole = Math.floor(k);
  if (whole < 0 || whole >= n) return whole < 0 ? 0 : 1;
  return incompleteBeta(1 - p, n - whole, whole + 1, p);
}

/** The least k with P(X <= k) >= q. Starts where the normal curve, corrected for skewness, puts it, and walks. */
export function binomialQuantile(q: number, n: number, p: number): number {
  if (!(q > 0 && q < 1)) return q === 0 ? 0 : q === 1 ? n : NaN;
  const wanted = q * (1 - ROUNDING);
  let k = start(q, n, p);
  while (k < n && binomialCdf(k, n, p) < wanted) k++;
  while (k > 0 && binomialCdf(k - 1, n, p) >= wanted) k--;
  return k;
}

/** Cornish & Fisher 1938, first correction. */
function start(q: number, n: number, p: number): number {
  const z = normalQuantile(q);
  const around = n * p + z * Math.sqrt(n * p * (1 - p)) + ((1 - 2 * p) * (z * z - 1)) / 6;
  return Math.min(n, Math.max(0, Math.round(around)));
}
