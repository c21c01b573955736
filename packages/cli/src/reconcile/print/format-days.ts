import { dayAfter } from "../day.ts";

const RUNS_SHOWN = 4;

/** Days as runs: `2026-05-01 to 2026-05-03, 2026-05-07`. */
export function formatDays(days: readonly string[]): string {
  const runs: [first: string, last: string][] = [];
  for (const day of days) {
    const run = runs.at(-1);
    if (run !== undefined && dayAfter(run[1]) === day) run[1] = day;
    else runs.push([day, day]);
  }
  const shown = runs
    .slice(0, RUNS_SHOWN)
    .map(([first, last]) => (first === last ? first : `${first} to ${last}`));
  const more = runs.length - shown.length;
  return [...shown, ...(more > 0 ? [`${more} more`] : [])].join(", ");
}
