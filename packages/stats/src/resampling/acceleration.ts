/** Statistic without one unit, for each unit in turn. */
export function jackknife<T>(
  units: readonly T[],
  statistic: (units: readonly T[]) => number,
): readonly number[] {
  return units.map((_, i) => statistic(units.toSpliced(i, 1)));
}

/**
 * Acceleration of BCa from the jackknife values of one or several samples: sum of u^3 / n^3 over 6 (sum of u^2 / n^2)^1.5
 * with u = (n - 1) (mean - value). For one sample n cancels out, which leaves sum u^3 / (6 (sum u^2)^1.5). 0 where nothing varies.
 */
export function acceleration(samples: readonly (readonly number[])[]): number {
  let [cubes, squares] = [0, 0];
  for (const values of samples) {
    const n = values.length;
    const mean = values.reduce((sum, value) => sum + value, 0) / n;
    for (const value of values) {
      const u = ((n - 1) * (mean - value)) / n;
      cubes += u ** 3;
      squares += u ** 2;
    }
  }
  return squares === 0 ? 0 : cubes / (6 * squares ** 1.5);
}
