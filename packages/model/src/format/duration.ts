import { significant } from "./significant.ts";

/** A duration: 8.4 ms, 842 ms, 1.24 s, 1 m 03 s, 2 h 05 m. Rounding never shows a unit's overflow (60.0 s, 60 m). */
export function formatDuration(ms: number): string {
  if (ms < 9.95) return `${significant(ms, 2)} ms`;
  if (Math.round(ms) < 1000) return `${Math.round(ms)} ms`;
  if (ms < 59_950) return `${significant(ms / 1000, 3)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 3600) return pair(seconds, "m", "s");
  return pair(Math.round(seconds / 60), "h", "m");
}

function pair(small: number, bigUnit: string, smallUnit: string): string {
  return `${Math.floor(small / 60)} ${bigUnit} ${String(small % 60).padStart(2, "0")} ${smallUnit}`;
}
