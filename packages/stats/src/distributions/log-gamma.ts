const HALF_LN_TWO_PI = 0.9189385332046728;
/** From here on five terms of Stirling's series leave less than 1e-16. */
const SERIES_FROM = 16;

/**
 * What Stirling's formula leaves of ln x!: ln x! = (x + 1/2) ln x - x + ln(2 pi) / 2 + this. For x > 0, to 1e-15.
 * Kept apart because it is small where ln x! is large: differences of large ln x! would lose their last digits.
 */
export function stirlingError(x: number): number {
  let error = 0;
  let at = x;
  // s(x) - s(x + 1) = (x + 1/2) ln(1 + 1/x) - 1, from the recurrence of the gamma function.
  for (; at < SERIES_FROM; at++) error += (at + 0.5) * Math.log1p(1 / at) - 1;
  const y = 1 / (at * at);
  return error + (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - y / 1188) * y) * y) * y) / at;
}

/** ln of the gamma function for x > 0, by Stirling's series (Abramowitz & Stegun 6.1.41), about 1e-14 relative. */
export function lnGamma(x: number): number {
  if (!(x > 0)) return x === 0 ? Infinity : NaN;
  return stirlingError(x) + (x - 0.5) * Math.log(x) - x + HALF_LN_TWO_PI;
}
