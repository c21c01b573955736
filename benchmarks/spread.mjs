/** Middle of some rounds, and where it would be in 95 % of repetitions (percentile bootstrap, always the same draws). */
export function medianWithInterval(values) {
  const random = seeded(1);
  const middles = Array.from({ length: 2000 }, () =>
    median(values.map(() => values[Math.floor(random() * values.length)])),
  ).toSorted((a, b) => a - b);
  return { median: median(values), low: middles[50], high: middles[1949] };
}

export function median(values) {
  return quantile(values, 0.5);
}

/** Linear between the two nearest. */
export function quantile(values, q) {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) * q;
  const below = sorted[Math.floor(at)];
  return below + (sorted[Math.ceil(at)] - below) * (at % 1);
}

/** mulberry32: the same numbers for the same seed, from 0 to below 1. */
export function seeded(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
