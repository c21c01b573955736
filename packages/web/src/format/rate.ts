import { oneDecimal } from "@promptprof/model/format";
import { NO_DATA } from "./no-data.ts";

/**
 * A share as per cent: `0.4%`, `12.3%`, `100%`. What is there but rounds away says so: `<0.1%`, `>99.9%`.
 *
 * @param ratio 0 to 1, or null for no data
 */
export function formatRate(ratio: number | null): string {
  if (ratio === null) return NO_DATA;
  if (ratio === 0) return "0%";
  if (ratio < 0.001) return "<0.1%";
  if (ratio > 0.999 && ratio < 1) return ">99.9%";
  return `${oneDecimal(ratio * 100)}%`;
}

/** part / whole, or null where there is no whole. */
export function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
