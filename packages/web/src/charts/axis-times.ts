import { dateLocale } from "../format/time.ts";

const DAY = 86_400_000;

/**
 * Labels of a time axis, at most two lines: the clock, and below it the date where a day begins and at the first
 * label; days and months alone where the ticks are that far apart. Local time.
 *
 * @param ticks epoch ms, ascending
 * @param step  ms from tick to tick
 * @param now   epoch ms
 */
export function axisTimes(ticks: readonly number[], step: number, now: number = Date.now()): string[] {
  return ticks.map((tick, i) => {
    const before = ticks[i - 1];
    if (step >= DAY) return dayLabel(tick, before ?? now, step);
    const newDay = before === undefined || new Date(before).getDate() !== new Date(tick).getDate();
    const clock = step % 60_000 === 0 ? CLOCK : CLOCK_WITH_SECONDS;
    return newDay ? `${clock.format(tick)}\n${DATE.format(tick)}` : clock.format(tick);
  });
}

/** The year stands where it is another one than that of the tick before, or than the year of now at the first. */
function dayLabel(tick: number, before: number, step: number): string {
  const newYear = new Date(before).getFullYear() !== new Date(tick).getFullYear();
  const label = step >= 28 * DAY ? MONTH.format(tick) : DATE.format(tick);
  return newYear ? `${label}\n${new Date(tick).getFullYear()}` : label;
}

const made = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(dateLocale, { hourCycle: "h23", ...options });
const CLOCK = made({ hour: "2-digit", minute: "2-digit" });
const CLOCK_WITH_SECONDS = made({ hour: "2-digit", minute: "2-digit", second: "2-digit" });
const DATE = made({ day: "numeric", month: "short" });
const MONTH = made({ month: "short" });
