/**
 * Standard errors that an interval reaches after `n` values, so that it holds at all looks for ever: Student's t with a normal
 * mixture over the effect in standard deviations, g its variance. Exact for normal values of unknown spread (Lai 1976,
 * Wang and Ramdas 2024): e = (1 + n g)^-1/2 ((1 + t^2 / v) / (1 + t^2 / ((1 + n g) v)))^((v + 1) / 2), v = n - 1, solved for the
 * t at which e = 1 / alpha. Infinity where so few values cannot reach it.
 */
export function mixtureWidth(n: number, g: number, alpha: number): number {
  const spread = 1 + n * g;
  const k = (Math.sqrt(spread) / alpha) ** (2 / n);
  return k < spread ? Math.sqrt(((n - 1) * (k - 1)) / (1 - k / spread)) : Infinity;
}
