import { incompleteBeta } from "./incomplete-beta.ts";
import { lnGamma } from "./log-gamma.ts";
import { normalCdf, normalQuantile } from "./normal.ts";

/** From here on t and normal differ by less than the last digits of either. */
const NORMAL_FROM = 1e12;

/** P(T <= t) of Student's t with df > 0 degrees of freedom (Infinity: normal), about 1e-13 relative, 1e-11 for df of 100,000. */
export function studentTCdf(t: number, df: number): number {
  const tail = upperTail(Math.abs(t), df);
  return t < 0 ? tail : 1 - tail;
}

/** P(T > t) for t >= 0 (Abramowitz & Stegun 26.7.1). */
function upperTail(t: number, df: number): number {
  if (df > NORMAL_FROM) return normalCdf(-t);
  if (t === Infinity) return 0;
  const all = df + t * t;
  return incompleteBeta(df / all, df / 2, 0.5, (t * t) / all) / 2;
}

/**
 * The t below which a part p lies; -Infinity at 0, Infinity at 1, NaN outside or for df <= 0. As exact as the cdf.
 */
export function studentTQuantile(p: number, df: number): number {
  if (df > NORMAL_FROM) return normalQuantile(p);
  if (!(p > 0 && p < 1 && df > 0)) return df > 0 ? normalQuantile(p) : NaN;
  if (p === 0.5) return 0;
  const t = upperQuantile(Math.min(p, 1 - p), df);
  return p < 0.5 ? -t : t;
}

/**
 * The t above which a part q < 1/2 lies. Newton's method on ln P against ln t, which is concave: from the second step
 * on it comes down to the root from above, however heavy the tail.
 */
function upperQuantile(q: number, df: number): number {
  // t is always beyond the normal z.
  let t = Math.max(-normalQuantile(q), Number.MIN_VALUE);
  for (let step = 0; step < 100; step++) {
    const tail = upperTail(t, df);
    const factor = Math.exp((tail * Math.log(tail / q)) / (t * density(t, df)));
    t *= factor;
    if (Math.abs(factor - 1) < 1e-14) break;
  }
  return t;
}

function density(t: number, df: number): number {
  const ln = lnGamma((df + 1) / 2) - lnGamma(df / 2) - Math.log(df * Math.PI) / 2;
  return Math.exp(ln - ((df + 1) / 2) * Math.log1p((t * t) / df));
}
