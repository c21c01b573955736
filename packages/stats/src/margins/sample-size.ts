import { normalQuantile } from "../distributions/normal.ts";
import { studentTQuantile } from "../distributions/student-t.ts";

/** What a sample shall promise. */
export interface Promised {
  /** Of the two-sided interval that decides; 0.95 unless given. */
  readonly level?: number;
  /** The probability of seeing an effect that is there; 0.8 unless given. */
  readonly power?: number;
  /** Degrees of freedom of n observations, for small samples: n - 1 in pairs, 2 n - 2 in two groups. Else normal. */
  readonly df?: (n: number) => number;
}

/**
 * Observations (pairs, or of each side) that show `effect`, given the variance of one of them (below): (z + z)^2
 * variance / effect^2, rounded up (Miller 2024, spec section 1.4).
 */
export function observationsFor(effect: number, variance: number, promised: Promised = {}): number {
  const exact = (reach(Infinity, promised) ** 2 * variance) / effect ** 2;
  // What misses a whole number by less than a part in a billion misses it by rounding. 2, for one degree of freedom.
  let n = Math.max(2, Math.ceil(exact * (1 - 1e-9)));
  // Student's t takes some two to ten more.
  while (detectableEffect(n, variance, promised) > Math.abs(effect) * (1 + 1e-9)) n++;
  return n;
}

/** The smallest effect that n observations show. */
export function detectableEffect(n: number, variance: number, promised: Promised = {}): number {
  return reach(n, promised) * Math.sqrt(variance / n);
}

/** Of how many standard errors: 2.80 for 0.95 and 80 %. */
function reach(n: number, { level = 0.95, power = 0.8, df }: Promised): number {
  const at = (1 + level) / 2;
  if (df === undefined || n === Infinity) return normalQuantile(at) + normalQuantile(power);
  return studentTQuantile(at, df(n)) + studentTQuantile(power, df(n));
}

/** Pairs of McNemar's test: `worse` of all pairs go from pass to fail, `better` the other way. */
export function observationsForMcNemar(
  worse: number,
  better: number,
  { level = 0.95, power = 0.8 }: Omit<Promised, "df"> = {},
): number {
  const [either, net] = [worse + better, worse - better];
  const [za, zb] = [normalQuantile((1 + level) / 2), normalQuantile(power)];
  const root = za * Math.sqrt(either) + zb * Math.sqrt(either - net * net);
  return Math.ceil((root / net) ** 2);
}

/** Of each side, to tell two error rates apart: 2,319 for 1 % and 2 %. */
export function observationsForRates(
  a: number,
  b: number,
  { level = 0.95, power = 0.8 }: Omit<Promised, "df"> = {},
): number {
  const pooled = (a + b) / 2;
  const [za, zb] = [normalQuantile((1 + level) / 2), normalQuantile(power)];
  const root = za * Math.sqrt(2 * pooled * (1 - pooled)) + zb * Math.sqrt(a * (1 - a) + b * (1 - b));
  return Math.ceil((root / (a - b)) ** 2);
}
