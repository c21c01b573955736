import { binomialPmf } from "../distributions/binomial.ts";
import type { Count } from "./count.ts";

/** R takes tables as equally probable that differ by rounding alone; so do we. */
const ROUNDING = 1 + 1e-7;

export interface FisherExact {
  /** b's proportion is less. */
  readonly pLess: number;
  /** b's proportion is greater. */
  readonly pGreater: number;
  /** All tables that are no more probable than the one observed. */
  readonly pTwoSided: number;
}

/**
 * Fisher's exact test of equal proportions: given its margins, how probable such a table is. Conservative; for tables
 * with a cell below 5 and where no margin is asked about.
 */
export function fisherExact(a: Count, b: Count): FisherExact {
  const events = a.events + b.events;
  const least = Math.max(0, events - a.n);
  const tables = Array.from({ length: Math.min(events, b.n) - least + 1 }, (_, i) =>
    tableP(least + i, events, a, b),
  );
  const at = b.events - least;
  const limit = (tables[at] ?? 0) * ROUNDING;
  return {
    pLess: total(tables.slice(0, at + 1)),
    pGreater: total(tables.slice(at)),
    pTwoSided: total(tables.filter((p) => p <= limit)),
  };
}

/** Hypergeometric, from three binomial probabilities: no large factorials. */
function tableP(eventsOfB: number, events: number, a: Count, b: Count): number {
  const n = a.n + b.n;
  const rate = events / n;
  const both = binomialPmf(eventsOfB, b.n, rate) * binomialPmf(events - eventsOfB, a.n, rate);
  return both / binomialPmf(events, n, rate);
}

function total(ps: readonly number[]): number {
  return Math.min(
    1,
    ps.reduce((sum, p) => sum + p, 0),
  );
}
