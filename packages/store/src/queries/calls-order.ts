import type { Call } from "@promptprof/model";
import { textCell } from "../cell-codec.ts";
import type { Expression, Order } from "../select-query.ts";
import type { CallsSort } from "../store.ts";

/** What a page is sorted by first: as SQL of a row `t`, and of a call. Unknown is -1, behind every value and behind 0. */
interface SortKey {
  readonly sql: string;
  readonly of: (call: Call) => bigint;
}

const NO_VALUE = -1n;

const SORT_KEYS: Readonly<Record<CallsSort, SortKey>> = {
  // The start follows in every order, so here it need not come twice.
  time: { sql: "toInt64(0)", of: () => 0n },
  duration: {
    sql: "ifNull(toInt64(t.duration_us), -1)",
    of: ({ durationMs }) => (durationMs === null ? NO_VALUE : BigInt(Math.round(durationMs * 1000))),
  },
  cost: {
    sql: "ifNull(t.cost_total, -1)",
    of: ({ costNanoUsd }) => (costNanoUsd === null ? NO_VALUE : BigInt(costNanoUsd.total)),
  },
  tokens: {
    sql: "ifNull(toInt64(t.tokens), -1)",
    // Two numbers below 2^53 may add up to one above.
    of: ({ inputTokens, outputTokens }) =>
      inputTokens === null && outputTokens === null
        ? NO_VALUE
        : BigInt(inputTokens ?? 0) + BigInt(outputTokens ?? 0),
  },
};

/** The largest value first, then the newest; ids make the order one that never changes. */
export function orderOf(sort: CallsSort): Order[] {
  const first = sort === "time" ? [] : [SORT_KEYS[sort].sql];
  return [...first, "t.start_time", "t.trace_id", "t.span_id"].map((by) => ({ by, descending: true }));
}

/** The value that decides a call's place, as it is compared. */
export function sortValue(sort: CallsSort): Expression<bigint> {
  return { sql: SORT_KEYS[sort].sql, decode: (cell) => BigInt(textCell(cell)) };
}

export function sortValueOf(sort: CallsSort, call: Call): bigint {
  return SORT_KEYS[sort].of(call);
}
