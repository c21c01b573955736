/** A sum of rounded lines lies within so many standard deviations of the true sum, all but one time in 15,000. */
const SIGMAS = 4;

/**
 * How far a sum of `lines` amounts, each rounded to a step, may be from the sum of the unrounded ones, in nano-dollars.
 * One line is off by half a step at most; many are off by their error's spread, step / sqrt(12) each, since they do not
 * all err to one side. 100 lines of whole cents: 4 x 0.01 x sqrt(100 / 12) = $0.12, and not 100 x $0.005 = $0.50.
 */
export function roundingBound(lines: number, stepNanoUsd: number | null): number {
  if (stepNanoUsd === null) return 0;
  return Math.min(lines / 2, SIGMAS * Math.sqrt(lines / 12)) * stepNanoUsd;
}
