/** Count, mean and sum of squared deviations of a sample: what sums of samples are made of. */
export interface Moments {
  readonly n: number;
  readonly mean: number;
  /** Sum of (x - mean)^2. */
  readonly squares: number;
}

export const NO_MOMENTS: Moments = { n: 0, mean: 0, squares: 0 };

/** In one pass and without cancellation (Welford 1962). */
export function momentsOf(sample: Iterable<number>): Moments {
  let n = 0;
  let mean = 0;
  let squares = 0;
  for (const x of sample) {
    n++;
    const off = x - mean;
    mean += off / n;
    squares += off * (x - mean);
  }
  return { n, mean, squares };
}

/** Of both samples together (Chan, Golub & LeVeque 1979). */
export function mergeMoments(a: Moments, b: Moments): Moments {
  const n = a.n + b.n;
  if (n === 0) return NO_MOMENTS;
  const off = b.mean - a.mean;
  return {
    n,
    mean: a.mean + (off * b.n) / n,
    squares: a.squares + b.squares + (off * off * a.n * b.n) / n,
  };
}

/** From running sums, as a rollup keeps them. Loses about log10(mean^2 / variance) of 16 digits; never below 0. */
export function momentsFromSums(n: number, sum: number, sumOfSquares: number): Moments {
  if (n === 0) return NO_MOMENTS;
  return { n, mean: sum / n, squares: Math.max(0, sumOfSquares - (sum * sum) / n) };
}

/** Of the sample, with n - 1 below; NaN for fewer than 2. */
export function varianceOf({ n, squares }: Moments): number {
  return n < 2 ? NaN : squares / (n - 1);
}
