import type { Fragment } from "./select-query.ts";
import { END_OF_TIME_MS } from "./storable-time.ts";
import type { TimeRange } from "./store.ts";

/** Conditions on times of `t`; `index` keeps the parameters of several ranges in one query apart. */
export function startedWithin(index: number, { from, to }: TimeRange): Fragment {
  const moment = (name: string): string => `fromUnixTimestamp64Micro({${name}${index}:Int64}, 'UTC')`;
  return {
    sql: `t.start_time >= ${moment("from")} AND t.start_time < ${moment("to")}`,
    parameters: { [`from${index}`]: microsecond(from), [`to${index}`]: microsecond(to) },
  };
}

export function bucketsWithin(index: number, { from, to }: TimeRange): Fragment {
  const moment = (name: string): string => `toDateTime({${name}${index}:UInt32}, 'UTC')`;
  return {
    sql: `t.bucket >= ${moment("from")} AND t.bucket < ${moment("to")}`,
    parameters: { [`from${index}`]: second(from), [`to${index}`]: second(to) },
  };
}

function microsecond(ms: number): number {
  return Math.round(Math.min(Math.max(ms, 0), END_OF_TIME_MS) * 1000);
}

function second(ms: number): number {
  return Math.floor(microsecond(ms) / 1e6);
}
