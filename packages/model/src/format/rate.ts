/**
 * A share of calls: 0%, <0.1%, 0.4%, 12%. Only none is `0%` and only all is `100%`: a single failure among a
 * million calls must show.
 *
 * @returns null where there is no call to take a share of
 */
export function formatRate(part: number, whole: number): string | null {
  if (whole === 0) return null;
  if (part === 0) return "0%";
  if (part === whole) return "100%";
  const percent = (part / whole) * 100;
  if (percent < 0.1) return "<0.1%";
  if (percent < 9.95) return `${percent.toFixed(1)}%`;
  return percent >= 99.5 ? ">99%" : `${percent.toFixed(0)}%`;
}

/** One decimal, without a last zero, and none from a hundred on: `8.2`, `12`, `150`. */
export function oneDecimal(percent: number): string {
  return percent >= 99.95 ? String(Math.round(percent)) : percent.toFixed(1).replace(/\.0$/, "");
}
