/** The engine's 32-bit times of buckets end on 2106-02-07; the year before is the last whole one. */
export const END_OF_TIME_MS: number = Date.UTC(2106, 0);

/** Whether a call can start at this time (epoch ms) and be stored: in the years 1970 to 2105. */
export function isStorableTime(epochMs: number): boolean {
  return epochMs >= 0 && epochMs < END_OF_TIME_MS;
}
