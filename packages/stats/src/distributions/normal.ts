const SQRT_TWO_PI = 2.5066282746310002;
/** Beyond it the tail comes from its own fraction, so that its digits are not those left over from 1. */
const TAIL_FROM = 2.5;

/** Density of the standard normal distribution. */
export function normalDensity(z: number): number {
  return Math.exp((-z * z) / 2) / SQRT_TWO_PI;
}

/** P(Z <= z) of the standard normal distribution, about 1e-13 relative, in the far tail too. */
export function normalCdf(z: number): number {
  if (z > TAIL_FROM) return 1 - upperTail(z);
  return z < -TAIL_FROM ? upperTail(-z) : 0.5 + normalDensity(z) * oddSeries(z);
}

/** z + z^3/3 + z^5/(3 5) + ... (Abramowitz & Stegun 26.2.11): all terms of one sign. */
function oddSeries(z: number): number {
  let sum = z;
  let term = z;
  for (let k = 3; ; k += 2) {
    term *= (z * z) / k;
    const next = sum + term;
    if (next === sum || Number.isNaN(next)) return next;
    sum = next;
  }
}

/** Laplace's continued fraction (26.2.14), from its 120th term backwards. */
function upperTail(z: number): number {
  if (z === Infinity) return 0;
  let fraction = z;
  for (let k = 120; k > 0; k--) fraction = z + k / fraction;
  return normalDensity(z) / fraction;
}

/** The z below which a part p of the standard normal distribution lies; -Infinity at 0, Infinity at 1, NaN outside. */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) return p === 0 ? -Infinity : p === 1 ? Infinity : NaN;
  const z = upperQuantile(Math.min(p, 1 - p));
  return p < 0.5 ? -z : z;
}

/** The z above which a part p <= 1/2 lies: a start good to 4.5e-4 (26.2.23), then Halley's, which cubes the error. */
function upperQuantile(p: number): number {
  const t = Math.sqrt(-2 * Math.log(p));
  const above = 2.515517 + t * (0.802853 + t * 0.010328);
  let z = t - above / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
  for (let step = 0; step < 3; step++) {
    const error = (p - normalCdf(-z)) / normalDensity(z);
    z -= error / (1 + (z * error) / 2);
  }
  return z;
}
