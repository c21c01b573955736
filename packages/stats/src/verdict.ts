import type { Interval } from "./interval.ts";

export type Verdict = "better" | "worse" | "same" | "undecided";

/**
 * What an interval of a harm (positive = worse) says against a margin > 0. The first that holds: worse, proven by more
 * than the margin; better, the same; same, equivalence proven (Schuirmann 1987, two one-sided tests); else undecided.
 */
export function verdictOf({ low, high }: Pick<Interval, "low" | "high">, margin: number): Verdict {
  if (low > margin) return "worse";
  if (high < -margin) return "better";
  return -margin <= low && high <= margin ? "same" : "undecided";
}
