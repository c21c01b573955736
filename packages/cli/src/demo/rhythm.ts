const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** Calls a second at the moment the demo starts, which always is the busiest hour of its day. */
const RATE_NOW = 0.75;
/** The product of the demo was launched a week ago: each day brings 1.6 times the calls of the day before. */
const GROWTH_PER_DAY = 1.6;
/** Share of the busiest hour that the deepest night still has, and how wide the busy part of a day is. */
const NIGHT = 0.08;
const BUSY_HOURS_SIGMA = 2.1;

/**
 * Calls a second at a time. It meets the live rate smoothly at `start`, so that history and live traffic are one
 * curve; over the week before it adds up to some 40 thousand calls.
 *
 * @param time  epoch ms
 * @param start epoch ms at which the demo started
 */
export function callsPerSecond(time: number, start: number): number {
  const growth = GROWTH_PER_DAY ** Math.min(0, (time - start) / DAY_MS);
  return RATE_NOW * growth * daily((time - start) / HOUR_MS);
}

/** A bell over the hours from noon to noon, 1 at the busiest hour. */
function daily(hoursFromBusiest: number): number {
  const distance = ((((hoursFromBusiest + 12) % 24) + 24) % 24) - 12;
  return NIGHT + (1 - NIGHT) * Math.exp(-(distance ** 2) / (2 * BUSY_HOURS_SIGMA ** 2));
}
