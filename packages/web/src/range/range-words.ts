import { formatMinute, formatSecond } from "../format/time.ts";
import { PRESET_TITLES, type TimeRange } from "./time-range.ts";

/** A range as the picker shows it: `Last 24 hours`, `24 Nov, 14:00 – 24 Nov, 16:30`. */
export function rangeWords(range: TimeRange, now: number = Date.now()): string {
  if (range.kind === "preset") return PRESET_TITLES[range.preset];
  const format =
    (range.to - range.from) % 60_000 === 0 && range.from % 60_000 === 0 ? formatMinute : formatSecond;
  return `${format(range.from, now)} – ${format(range.to, now)}`;
}

/** What the totals of a range are compared with: `the 24 hours before`; null = there is nothing before. */
export function beforeWords(range: TimeRange): string | null {
  if (range.kind === "fixed") return "the same length before";
  return range.preset === "all" ? null : PRESET_TITLES[range.preset].replace("Last", "the").concat(" before");
}
