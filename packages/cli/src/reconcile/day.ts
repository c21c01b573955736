const DAY_MS = 86_400_000;

/** The UTC day of a moment, `2026-05-01`; both providers cut their days at midnight UTC. */
export function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

/** Start of a day, epoch ms. */
export function dayStart(day: string): number {
  return Date.parse(`${day}T00:00:00Z`);
}

export function dayAfter(day: string): string {
  return dayOf(dayStart(day) + DAY_MS);
}

/** Every day from the first to the last, both included. */
export function daysBetween(first: string, last: string): string[] {
  const days: string[] = [];
  for (let day = first; day <= last; day = dayAfter(day)) days.push(day);
  return days;
}

const DAY_OR_TIME =
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?) ?(Z|UTC|[+-]\d{2}:?\d{2})?)?$/i;
/** Nobody sold tokens before, and a date after is a slip: 1970 is what a missing time becomes. */
const YEARS = { first: 2015, last: 2099 } as const;

/**
 * The UTC day of a written date or time; a time without a zone is UTC. null where it is neither: `05/03/2026` is two
 * different days to two people, so it is not guessed.
 */
export function readDay(text: string): string | null {
  const [, date, clock = "00:00", zone = "Z"] = DAY_OR_TIME.exec(text) ?? [];
  if (date === undefined) return null;
  const time = Date.parse(`${date}T${clock}${zone.toUpperCase() === "UTC" ? "Z" : zone}`);
  // Date.parse takes 2026-02-30 for the 2nd of March.
  if (Number.isNaN(time) || dayOf(dayStart(date)) !== date) return null;
  return dayOfTime(time);
}

/** The UTC day of an epoch time in ms, null outside the years in which there are invoices. */
export function dayOfTime(time: number): string | null {
  if (!Number.isFinite(time) || Math.abs(time) > 8.64e15) return null;
  const year = new Date(time).getUTCFullYear();
  return year >= YEARS.first && year <= YEARS.last ? dayOf(time) : null;
}
