import type { Call } from "@promptprof/model";
import type { Fragment } from "../select-query.ts";
import type { CallsSort } from "../store.ts";
import { CursorError } from "../store-error.ts";
import { sortValue, sortValueOf } from "./calls-order.ts";

/** The last call of a page: its place in the order. */
export interface CursorPlace extends Pick<Call, "startTime" | "traceId" | "spanId"> {
  /** What the page is sorted by, and the call's value of it. */
  readonly sort: CallsSort;
  readonly value: bigint;
}

/** Where a page ended: sort, value, start in microseconds, trace, span. */
export function cursorOf(call: Call, sort: CallsSort): string {
  const { startTime, traceId, spanId } = call;
  const place = [sort, sortValueOf(sort, call), Math.round(startTime * 1000), traceId, spanId];
  return Buffer.from(place.join(" ")).toString("base64url");
}

const SHAPE = /^(time|duration|cost|tokens) (-?\d{1,17}) (\d{1,16}) ([0-9a-f]{32}) ([0-9a-f]{16})$/;

/** Throws `CursorError` for what no page of this order has given. */
export function parseCursor(cursor: string, sort: CallsSort): CursorPlace {
  const parts = SHAPE.exec(Buffer.from(cursor, "base64url").toString()) ?? [];
  const [, sorted, value, micros, traceId, spanId] = parts;
  if (value === undefined || micros === undefined || traceId === undefined || spanId === undefined) {
    throw new CursorError(
      `cursor: ${JSON.stringify(cursor)} is none; take nextCursor of the page before, unchanged`,
    );
  }
  if (sorted !== sort) {
    throw new CursorError(`cursor: it comes from a page sorted by ${sorted}, and this one is by ${sort}`);
  }
  return { sort, value: BigInt(value), startTime: Number(micros) / 1000, traceId, spanId };
}

/** What lies behind the place in its order. */
export function behind({ sort, value, startTime, traceId, spanId }: CursorPlace): Fragment {
  return {
    sql: `(${sortValue(sort).sql}, t.start_time, t.trace_id, t.span_id) < ({last_value:Int64}, fromUnixTimestamp64Micro({last_start:Int64}, 'UTC'), {last_trace:UUID}, {last_span:UInt64})`,
    parameters: {
      last_value: value,
      last_start: Math.round(startTime * 1000),
      last_trace: traceId,
      last_span: BigInt(`0x${spanId}`),
    },
  };
}
