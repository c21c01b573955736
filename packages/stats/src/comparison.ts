import type { Interval } from "./interval.ts";
import type { Verdict } from "./verdict.ts";

/** One side of a comparison. */
export interface Side {
  /** The metric's value; null where there is none. */
  readonly value: number | null;
  /** Observations behind it. */
  readonly n: number;
}

/** Two selections and one metric: what production, bench, the pages and the gate all speak of. */
export interface Comparison {
  /** "latency_p95", "cost", "score:helpful". */
  readonly metric: string;
  /** Which direction of the metric is worse. */
  readonly worse: "up" | "down";
  /** ratio: the change is b / a - 1 (0.12 = 12 % more); difference: b - a in the metric's own unit. */
  readonly scale: "ratio" | "difference";
  /** The baseline. */
  readonly a: Side;
  /** The candidate. */
  readonly b: Side;
  /** Of b against a, in the metric's own direction; null where nothing can be said. */
  readonly change: Interval | null;
  /** The change without regard to the mix of models, sizes and hours, where `change` is adjusted for it; else null. */
  readonly unadjusted: Interval | null;
  /** How much worse does not matter, > 0, on the scale of the change. */
  readonly margin: number;
  readonly verdict: Verdict;
  /** Observations more of each side that would about decide it, where undecided; null where none would soon. */
  readonly needed: number | null;
  /** The smallest change that this many observations show with 80 % power; null where unknown. */
  readonly detectable: number | null;
  /** One-sided p of "not worse than the margin", after correction. */
  readonly pWorse: number | null;
  /** "Holm over 6 metrics", "Benjamini-Hochberg over 14 slices"; null where none was needed. */
  readonly correction: string | null;
  /** Doubts and reasons, a sentence each, those of the interval included. */
  readonly warnings: readonly string[];
}
