import type { TooFew } from "../too-few.ts";

/** Of n observations, those that have it: errors, passes. */
export interface Count {
  /** 0 to n. */
  readonly events: number;
  readonly n: number;
}

export function rateOf({ events, n }: Count): number {
  return events / n;
}

/** What a proportion of nothing is. */
export const NOTHING_COUNTED: TooFew = { n: 0, needed: 1, reason: "0 observations: a proportion takes 1" };
