import { callKey, type Call } from "@promptprof/model";
import { hash64, numberCell, uuid } from "./cell-codec.ts";
import { coveringIntervals, type Interval } from "./covering-intervals.ts";
import type { Engine } from "./engine.ts";
import { readRows, type Fragment } from "./select-query.ts";
import { RAW } from "./tables.ts";

/**
 * The batches of those of the given calls that are stored already, by key.
 *
 * It looks among the calls that started at the same time, to the microsecond: a span has one start, and so a few
 * intervals of the sorting key are read and not the whole store.
 */
export async function findStored(
  engine: Engine,
  calls: readonly Call[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await readRows(engine, {
    select: {
      traceId: { sql: "t.trace_id", decode: uuid.decode },
      spanId: { sql: "t.span_id", decode: hash64.decode },
      batch: { sql: "t.batch", decode: numberCell },
    },
    from: { sql: RAW.name },
    where: [startedLike(calls), spansOf(calls)],
    groupBy: [],
    orderBy: [],
    limit: null,
  });
  const keys = new Set(calls.map(callKey));
  const found = rows.map((row): [string, number] => [callKey(row), row.batch]);
  return new Map(found.filter(([key]) => keys.has(key)));
}

/** Span ids alone: 8 bytes a row to compare. Two spans of the same id in different traces are told apart later. */
function spansOf(calls: readonly Call[]): Fragment {
  const spans = calls.map(({ spanId }) => BigInt(`0x${spanId}`));
  return { sql: "t.span_id IN {spans:Array(UInt64)}", parameters: { spans } };
}

function startedLike(calls: readonly Call[]): Fragment {
  const intervals = coveringIntervals(calls.map(({ startTime }) => Math.round(startTime * 1000)));
  const terms = intervals.map((_, i) => `t.start_time BETWEEN ${moment(`from${i}`)} AND ${moment(`to${i}`)}`);
  const parameters = intervals.flatMap(
    ({ from, to }: Interval, i) =>
      [
        [`from${i}`, from],
        [`to${i}`, to],
      ] as const,
  );
  return { sql: terms.join(" OR "), parameters: Object.fromEntries(parameters) };
}

function moment(parameter: string): string {
  return `fromUnixTimestamp64Micro({${parameter}:Int64}, 'UTC')`;
}
