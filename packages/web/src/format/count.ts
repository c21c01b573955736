import { NO_DATA } from "./no-data.ts";
import { threeDigits } from "./significant.ts";

const exact = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const UNITS = ["", "k", "M", "B", "T"];

/** A count to the last digit, grouped: `12,345`. */
export function formatExact(count: number | null): string {
  return count === null ? NO_DATA : exact.format(count).replace("-", "−");
}

/** A count for a table: exact to 9,999, then three digits: `12.3k`, `4.56M`, `1.20B`. Whole numbers >= 0. */
export function formatCount(count: number | null): string {
  if (count === null || count < 9_999.5) return formatExact(count);
  const unit = Math.min(Math.floor(Math.log10(count) / 3), UNITS.length - 1);
  const digits = threeDigits(count / 1000 ** unit);
  if (digits === "1000" && unit < UNITS.length - 1) return `1.00${UNITS[unit + 1]}`;
  return `${digits}${UNITS[unit]}`;
}
