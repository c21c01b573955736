/** What a bootstrap draws with: a list of units (items, or whole clusters) and the same seed for the same answer. */
export interface Draws {
  /** Of mulberry32; belongs into the report beside the number. */
  readonly seed: number;
  /** 10,000 for an interval that is printed, 2,000 where it is one of many. */
  readonly resamples: number;
}

/** As many units as there are, each drawn from all of them. */
export function resampled<T>(units: readonly T[], random: () => number): T[] {
  const drawn: T[] = [];
  for (let i = 0; i < units.length; i += 1) {
    const unit = units[Math.floor(random() * units.length)];
    if (unit !== undefined) drawn.push(unit);
  }
  return drawn;
}
