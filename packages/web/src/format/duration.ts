import { NO_DATA } from "./no-data.ts";
import { threeDigits } from "./significant.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Milliseconds for people: `0.42 ms`, `842 ms`, `1.24 s`, `1 m 03 s`, `2 h 05 m`; null is `—`. */
export function formatDuration(ms: number | null): string {
  if (ms === null) return NO_DATA;
  if (ms < 0) return `−${formatDuration(-ms)}`;
  // The borders are half a last digit early: 999.6 ms is "1.00 s", not "1000 ms".
  if (ms < 999.5) return `${threeDigits(ms)} ms`;
  if (ms < MINUTE - 50) return `${threeDigits(ms / SECOND)} s`;
  if (ms < HOUR - 500) return pair(Math.round(ms / SECOND), 60, "m", "s");
  return pair(Math.round(ms / MINUTE), 60, "h", "m");
}

function pair(small: number, size: number, bigUnit: string, smallUnit: string): string {
  return `${Math.floor(small / size)} ${bigUnit} ${String(small % size).padStart(2, "0")} ${smallUnit}`;
}
