import { lnBeta } from "../distributions/log-beta.ts";

/**
 * ln of the evidence that `count` of `n` speak against the probability p, 0 < p < 1, by a beta(a, b) mixture over the others. As a
 * martingale it passes 1 / alpha with probability at most alpha, at whatever n one looks (Ville 1939).
 */
export function bernoulliLogE(count: number, n: number, p: number, a = 0.5, b = 0.5): number {
  const mixture = lnBeta(a + count, b + n - count) - lnBeta(a, b);
  const plain = (count > 0 ? count * Math.log(p) : 0) + (count < n ? (n - count) * Math.log1p(-p) : 0);
  return mixture - plain;
}
