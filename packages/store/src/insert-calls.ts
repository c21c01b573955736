import { createHash } from "node:crypto";
import { callKey } from "@promptprof/model";
import { hash64, numberCell, uuid } from "./cell-codec.ts";
import { encodeRows, ROW_COLUMNS } from "./encode-rows.ts";
import type { Engine } from "./engine.ts";
import { coveringIntervals } from "./covering-intervals.ts";
import type { InsertOutcome, ReceivedCall } from "./store.ts";

/**
 * Stores the calls that are not there yet.
 *
 * A call is looked up by its key among the calls that started at the same time, to the microsecond ranges of this
 * insert: the same span cannot have started at another time.
 */
export async function insertCalls(
  engine: Engine,
  calls: readonly ReceivedCall[],
  inserted: number,
): Promise<InsertOutcome> {
  const unique = firstOfEachKey(calls);
  const batches = await storedBatches(engine, unique);
  const fresh = unique.filter(({ call }) => !batches.has(callKey(call)));
  if (fresh.length > 0) {
    await engine.insert({
      table: "calls",
      columns: ROW_COLUMNS,
      lines: await encodeRows(fresh, inserted),
      token: tokenOf(fresh),
    });
  }
  const repeated = unique.filter(({ call, batch }) => batches.get(callKey(call)) === batch).length;
  const stored = fresh.length + repeated;
  return { stored, duplicate: calls.length - stored };
}

function firstOfEachKey(calls: readonly ReceivedCall[]): ReceivedCall[] {
  const seen = new Map<string, ReceivedCall>();
  for (const received of calls) {
    const key = callKey(received.call);
    if (!seen.has(key)) seen.set(key, received);
  }
  return [...seen.values()];
}

/** The batch of every given call that is already there, by key. */
async function storedBatches(engine: Engine, calls: readonly ReceivedCall[]): Promise<Map<string, number>> {
  const keys = new Set(calls.map(({ call }) => callKey(call)));
  const intervals = coveringIntervals(calls.map(({ call }) => Math.round(call.startTime * 1000)));
  const rows = await engine.query({
    sql: lookupSql(intervals.length),
    parameters: {
      spans: calls.map(({ call }) => BigInt(`0x${call.spanId}`)),
      ...Object.fromEntries(
        intervals.flatMap(({ from, to }, i) => [
          [`from${i}`, from],
          [`to${i}`, to],
        ]),
      ),
    },
  });
  const found = rows.map(([trace, span, batch]): [string, number] => [
    callKey({ traceId: uuid.decode(trace), spanId: hash64.decode(span) }),
    numberCell(batch),
  ]);
  return new Map(found.filter(([key]) => keys.has(key)));
}

/** Span ids first: 8 bytes a row of the ranges; the trace id is read only where a span id was found. */
function lookupSql(intervals: number): string {
  const within = Array.from(
    { length: intervals },
    (_, i) =>
      `start_time BETWEEN fromUnixTimestamp64Micro({from${i}:Int64}, 'UTC') AND fromUnixTimestamp64Micro({to${i}:Int64}, 'UTC')`,
  );
  return `SELECT trace_id, span_id, batch FROM calls PREWHERE span_id IN {spans:Array(UInt64)} WHERE ${within.join(" OR ") || "0"}`;
}

/** Names the insert by the calls in it, so that the engine takes the very same insert only once. */
function tokenOf(calls: readonly ReceivedCall[]): string {
  const hash = createHash("sha256");
  for (const { call } of calls) hash.update(callKey(call));
  return hash.digest("hex");
}
