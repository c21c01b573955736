const FIRST_MS = 500;
const LONGEST_MS = 30_000;

/**
 * How long to wait before the next try: doubling, at random between half and the whole, so that many processes do not
 * come back at once.
 *
 * @param failures tries that have failed, 1 or more
 * @param wishMs   what the server asked for; it is never asked sooner than that, but no wish is longer than 30 s
 */
export function backoffMs(failures: number, wishMs: number | null, random: () => number): number {
  const whole = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures - 1, 10));
  const jittered = whole * (0.5 + random() / 2);
  return Math.max(jittered, Math.min(wishMs ?? 0, LONGEST_MS));
}
