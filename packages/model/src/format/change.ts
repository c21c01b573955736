import { oneDecimal } from "./rate.ts";

/** A relative change with its sign, always: `+8.2%`, `−12%`, `0%`; from ten times on as a factor: `×12.3`. */
export function formatDelta(change: number): string {
  if (change >= 9) return `×${oneDecimal(change + 1)}`;
  return signed(change * 100, "%");
}

/** A difference of two rates in percentage points: `+0.3 pp`. */
export function formatPoints(difference: number): string {
  return signed(difference * 100, " pp");
}

/** The relative change from one value to another, or null where there is nothing to compare with. */
export function relativeChange(current: number | null, previous: number | null): number | null {
  if (current === null || previous === null || previous === 0) return null;
  return current / previous - 1;
}

function signed(value: number, unit: string): string {
  if (value === 0) return `0${unit}`;
  const sign = value > 0 ? "+" : "−";
  const size = Math.abs(value);
  return size < 0.1 ? `${sign}<0.1${unit}` : `${sign}${oneDecimal(size)}${unit}`;
}
