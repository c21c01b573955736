import type { TopRow } from "./top-answer.ts";
import type { Sort } from "./top-question.ts";

/** Highest first; a row without the value goes to the end, since unknown is neither high nor low. Ties by calls. */
export function sortRows(rows: readonly TopRow[], sort: Sort): TopRow[] {
  const value = VALUES[sort];
  return rows.toSorted((a, b) => value(b) - value(a) || b.calls - a.calls);
}

// -1 and not -Infinity: the difference of two infinities is no number, and no value is below 0.
const UNKNOWN = -1;

const VALUES: Readonly<Record<Sort, (row: TopRow) => number>> = {
  cost: (row) => (row.unpricedCalls === row.calls ? UNKNOWN : row.costNanoUsd.total),
  calls: (row) => row.calls,
  p95: (row) => row.durationMs.p95 ?? UNKNOWN,
  errors: (row) => (row.calls === 0 ? UNKNOWN : row.errors / row.calls),
};
