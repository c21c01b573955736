/** What grows, by the days that it is kept: rows of different projects may be kept differently. */
export interface Growth {
  readonly rowsPerDay: number;
  /** null = for ever. */
  readonly keptDays: number | null;
}

const YEAR_DAYS = 365;

/**
 * Bytes of a table in a year.
 *
 * @param growth what comes every day from now on
 * @param old    what is there now, of which `ageDays` is the age of its oldest row
 */
export function bytesInAYear(
  growth: readonly Growth[],
  bytesPerRow: number,
  old: { readonly bytes: number; readonly ageDays: number; readonly keptDays: number | null },
): number {
  const grown = growth.reduce(
    (sum, { rowsPerDay, keptDays }) => sum + rowsPerDay * Math.min(YEAR_DAYS, keptDays ?? YEAR_DAYS),
    0,
  );
  return Math.round(grown * bytesPerRow + old.bytes * partLeft(old.ageDays, old.keptDays));
}

/** Of what is there now, evenly over its age, the part that is not older than what is kept in a year. */
function partLeft(ageDays: number, keptDays: number | null): number {
  if (keptDays === null) return 1;
  const left = keptDays - YEAR_DAYS;
  return left <= 0 ? 0 : Math.min(1, left / Math.max(ageDays, 1));
}
