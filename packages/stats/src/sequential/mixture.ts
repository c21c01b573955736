/**
 * Width of a confidence sequence of a mean with known spread, in standard deviations, after `count` values: the mean stays
 * inside at every count at once with probability 1 - alpha (Waudby-Smith et al., arXiv:2103.06476; Robbins 1970).
 * `rho2` > 0 sets where it is narrowest: see `bestRho2`.
 */
export function mixtureMargin(count: number, rho2: number, alpha: number, sides: 1 | 2 = 2): number {
  const spread = count * rho2 + 1;
  const log =
    sides === 2 ? Math.log(Math.sqrt(spread) / alpha) : Math.log(1 + Math.sqrt(spread) / (2 * alpha));
  return Math.sqrt(((2 * spread) / (count * count * rho2)) * log);
}

/** The rho2 that makes the two-sided sequence narrowest at `count` values: (-W(-alpha^2 / e) - 1) / count, W the lower branch. */
export function bestRho2(count: number, alpha: number): number {
  return (-lambertWLower(-(alpha * alpha) / Math.E) - 1) / count;
}

/** w <= -1 with w e^w = x, for -1/e < x < 0: Newton on w + ln(-w) = ln(-x), which converges in a few steps from afar. */
function lambertWLower(x: number): number {
  const target = Math.log(-x);
  let w = target - Math.log(-target);
  for (let step = 0; step < 50; step += 1) {
    const next = w - (w + Math.log(-w) - target) / (1 + 1 / w);
    if (Math.abs(next - w) <= 1e-15 * Math.abs(w)) return next;
    w = next;
  }
  return w;
}
