import { lnGamma } from "./log-gamma.ts";

/** ln of the beta function, a and b > 0. */
export function lnBeta(a: number, b: number): number {
  return lnGamma(a) + lnGamma(b) - lnGamma(a + b);
}
