const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The pages are English, so dates follow the reader's own English (24 Nov or Nov 24), always with 24 hours. */
export const dateLocale: string =
  globalThis.navigator?.languages?.find((language) => language.startsWith("en")) ?? "en-GB";

const formats = new Map<string, Intl.DateTimeFormat>();

function format(ms: number, options: Intl.DateTimeFormatOptions): string {
  const key = JSON.stringify(options);
  const known = formats.get(key);
  const made = known ?? new Intl.DateTimeFormat(dateLocale, { hourCycle: "h23", ...options });
  if (known === undefined) formats.set(key, made);
  return made.format(ms);
}

const CLOCK = { hour: "2-digit", minute: "2-digit" } as const;
const DATE = { day: "numeric", month: "short" } as const;

/** `24 Nov 2026` */
export function formatDay(ms: number): string {
  return format(ms, { ...DATE, year: "numeric" });
}

/** `24 Nov, 14:05`, with the year where it is not the year of `now`. */
export function formatMinute(ms: number, now: number = Date.now()): string {
  return format(ms, { ...DATE, ...yearUnlessSame(ms, now), ...CLOCK });
}

/** `24 Nov, 14:05:01` */
export function formatSecond(ms: number, now: number = Date.now()): string {
  return format(ms, { ...DATE, ...yearUnlessSame(ms, now), ...CLOCK, second: "2-digit" });
}

/** `24 Nov 2026, 14:05:01.123 GMT+1`: everything that is known of an instant. */
export function formatInstant(ms: number): string {
  return format(ms, {
    ...DATE,
    year: "numeric",
    ...CLOCK,
    second: "2-digit",
    fractionalSecondDigits: 3,
    timeZoneName: "short",
  });
}

/** The zone in which times are shown at that instant: `GMT+1`. */
export function zoneName(ms: number): string {
  const parts = new Intl.DateTimeFormat(dateLocale, { timeZoneName: "short" }).formatToParts(ms);
  return parts.find((part) => part.type === "timeZoneName")?.value ?? "local time";
}

function yearUnlessSame(ms: number, now: number): Intl.DateTimeFormatOptions {
  return new Date(ms).getFullYear() === new Date(now).getFullYear() ? {} : { year: "numeric" };
}

/** One bucket of a chart: `24 Nov, 14:00–14:10`, or days only where buckets are days. */
export function formatBucket(start: number, step: number, now: number = Date.now()): string {
  if (step % DAY === 0)
    return step === DAY ? formatDay(start) : `${formatDay(start)} – ${formatDay(start + step - 1)}`;
  const clock = step % MINUTE === 0 ? CLOCK : { ...CLOCK, second: "2-digit" as const };
  return `${format(start, { ...DATE, ...yearUnlessSame(start, now), ...clock })}–${format(start + step, clock)}`;
}

/** How long ago, in the largest unit that fits: `just now`, `42 s ago`, `3 m ago`, `5 h ago`, `12 d ago`. */
export function formatAgo(ms: number, now: number): string {
  const past = now - ms;
  if (past < SECOND) return "just now";
  const [size, unit] = AGO.findLast(([least]) => past >= least) ?? AGO[0];
  return `${Math.floor(past / size)} ${unit} ago`;
}

const AGO = [
  [SECOND, "s"],
  [MINUTE, "m"],
  [HOUR, "h"],
  [DAY, "d"],
] as const;

/** A span of time in words: `24 h`, `7 d`, `1 m 30 s`; two units at most: `2 d 6 h`. */
export function formatSpan(ms: number): string {
  for (const [least, size, unit, smaller, smallerUnit] of SPANS) {
    if (ms < least) continue;
    const rest = Math.floor((ms % size) / smaller);
    return `${Math.floor(ms / size)} ${unit}${rest === 0 ? "" : ` ${rest} ${smallerUnit}`}`;
  }
  return `${Math.max(1, Math.round(ms / SECOND))} s`;
}

// From two days on in days, so that the usual "24 h" stays hours.
const SPANS = [
  [2 * DAY, DAY, "d", HOUR, "h"],
  [HOUR, HOUR, "h", MINUTE, "m"],
  [MINUTE, MINUTE, "m", SECOND, "s"],
] as const;
