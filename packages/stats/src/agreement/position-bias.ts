import { mcnemar } from "../paired/mcnemar.ts";

/** Items whose pair was judged in both orders, by who won with a shown first and who with b shown first. */
export interface BothOrders {
  /** a won both times. */
  readonly a: number;
  readonly b: number;
  /** Whoever was shown first won. */
  readonly first: number;
  /** Whoever was shown last won. */
  readonly last: number;
}

export interface PositionBias {
  /** Share of items with the same winner in both orders. */
  readonly consistency: number;
  /** Two-sided, exact, of "first and last win equally often" among the items that are not consistent (McNemar). */
  readonly p: number;
  /** Share that a wins, with inconsistent items as ties of half a win. */
  readonly winRateA: number;
}

/** null without items. */
export function positionBias({ a, b, first, last }: BothOrders): PositionBias | null {
  const n = a + b + first + last;
  if (n === 0) return null;
  return {
    consistency: (a + b) / n,
    p: mcnemar({ aOnly: first, bOnly: last }).exact,
    winRateA: (a + (first + last) / 2) / n,
  };
}
