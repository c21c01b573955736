import { parametersOf, type Fragment } from "../select-query.ts";

/** The rule of `isScoreOf` as two joins that have no pair in common. */
const JOINS = [
  "c.response_id = s.response_id WHERE c.response_id != ''",
  "c.span_id = s.span_id AND c.trace_id = s.trace_id WHERE c.response_id = '' OR s.response_id = ''",
];

/**
 * Calls with their scores: of each call, name, source and id the newest, by its time and then by when it came.
 *
 * @param calls  a SELECT of calls with `trace_id`, `span_id`, `response_id` and what else is wanted of them
 * @param wanted columns of the result that come from the calls, besides their ids
 * @param scores a SELECT of whole rows of `scores`
 */
export function newestPairs(calls: Fragment, wanted: readonly string[], scores: Fragment): Fragment {
  const columns = [
    ...["trace_id", "span_id", ...wanted].map((name) => `c.${name} AS ${name}`),
    ...["name", "source", "id", "value", "time"].map((name) => `s.${name} AS ${name}`),
    "s.inserted AS scored",
  ].join(", ");
  const pairs = JOINS.map(
    (on) => `SELECT ${columns} FROM (${calls.sql}) AS c INNER JOIN (${scores.sql}) AS s ON ${on}`,
  );
  return {
    sql: `SELECT * FROM (${pairs.join(" UNION ALL ")})
      ORDER BY time DESC, scored DESC LIMIT 1 BY trace_id, span_id, name, source, id`,
    parameters: parametersOf([calls, scores]),
  };
}
