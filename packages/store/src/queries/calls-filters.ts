import type { ParameterValue } from "../engine.ts";
import type { Fragment } from "../select-query.ts";
import type { CallsQuestion } from "../store.ts";

/** What a question asks of single calls beyond the dimensions that rollups know. */
export function callFilters(question: CallsQuestion): Fragment[] {
  const { note, errorClass, failed, minDurationMs, minCostNanoUsd, minTokens } = question;
  const micros = minDurationMs === undefined ? undefined : Math.ceil(minDurationMs * 1000);
  return [
    ...filter("has(t.notes, {note:String})", "note", note),
    ...filter("t.error_class = {error_class:String}", "error_class", errorClass),
    ...(failed === undefined ? [] : [{ sql: failed ? "t.error_class != ''" : "t.error_class = ''" }]),
    ...filter("t.duration_us >= {min_duration:UInt64}", "min_duration", micros),
    ...filter("t.cost_total >= {min_cost:Int64}", "min_cost", minCostNanoUsd),
    ...filter("t.tokens >= {min_tokens:UInt64}", "min_tokens", minTokens),
  ];
}

function filter(sql: string, name: string, value: ParameterValue | undefined): Fragment[] {
  return value === undefined ? [] : [{ sql, parameters: { [name]: value } }];
}
