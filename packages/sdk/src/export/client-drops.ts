import type { LossCount } from "./export-queue.ts";

let unreported = 0;

/** Counts calls whose spans were lost on the way. The next span that leaves reports them. */
export function dropped(calls: number): void {
  unreported += calls;
}

/** Takes the count to report it; whoever takes it gives it back with `dropped` when the report is lost too. */
export function takeDropped(): number {
  const calls = unreported;
  unreported = 0;
  return calls;
}

/** How many are not reported yet. */
export function unreportedDrops(): number {
  return unreported;
}

export const CALL_DROPS: LossCount = { add: dropped, take: takeDropped };
