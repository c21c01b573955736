import type { Engine } from "./engine.ts";
import { parametersOf, readRows, count, type Fragment } from "./select-query.ts";
import type { TimeRange } from "./store.ts";
import { startedWithin } from "./time-conditions.ts";

/** What a correction of a price replaces of a call (migration 6); `earlier_prices` of a file of calls hold it in this order. */
export const CORRECTED = [
  "cost_input",
  "cost_cache_read",
  "cost_cache_write",
  "cost_output",
  "pricing_status",
  "pricing_row",
  "pricing_effective_from",
  "pricing_reason",
  "notes",
] as const;

/**
 * Calls as they cost today: each with its newest correction, where it has one. The join reads 24 random bytes of every
 * call, so it is only made where `hasCorrections` says that there is anything to find.
 *
 * @param calls  a SELECT of whole rows of `calls`
 * @param ranges times within which the calls started
 */
export function correctedCalls(calls: Fragment, ranges: Fragment): Fragment {
  const newest = `SELECT ${["trace_id", "span_id", "revision", ...CORRECTED].join(", ")} FROM price_corrections AS t
    WHERE ${ranges.sql} ORDER BY revision DESC LIMIT 1 BY trace_id, span_id`;
  const replaced = CORRECTED.map((name) => `if(p.revision = 0, c.${name}, p.${name}) AS ${name}`);
  return {
    sql: `SELECT c.* EXCEPT (${CORRECTED.join(", ")}), ${replaced.join(", ")}
    FROM (${calls.sql}) AS c
    LEFT ANY JOIN (${newest}) AS p ON c.trace_id = p.trace_id AND c.span_id = p.span_id`,
    parameters: parametersOf([calls, ranges]),
  };
}

/** The columns of `calls` that are computed when they are read, for calls that come out of a subquery. */
export const COMPUTED_COLUMNS = `if(response_model = '', request_model, response_model) AS model,
  if(isNull(input_tokens) AND isNull(output_tokens), NULL, ifNull(input_tokens, 0) + ifNull(output_tokens, 0)) AS tokens,
  cost_input + cost_cache_read + cost_cache_write + cost_output AS cost_total`;

export async function hasCorrections(engine: Engine, range: TimeRange): Promise<boolean> {
  const [row] = await readRows(engine, {
    select: { n: count("count()") },
    from: { sql: "price_corrections" },
    where: [startedWithin(0, range)],
    groupBy: [],
    orderBy: [],
    limit: null,
  });
  return row !== undefined && row.n > 0;
}
