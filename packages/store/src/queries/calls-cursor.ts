import type { Call } from "@promptprof/model";
import type { Fragment } from "../select-query.ts";
import { CursorError } from "../store-error.ts";

/** Where a page ended: start in microseconds, trace, span. */
export function cursorOf({ startTime, traceId, spanId }: CursorPlace): string {
  return Buffer.from(`${Math.round(startTime * 1000)}-${traceId}-${spanId}`).toString("base64url");
}

/** The last call of a page. */
export type CursorPlace = Pick<Call, "startTime" | "traceId" | "spanId">;

const SHAPE = /^(\d{1,16})-([0-9a-f]{32})-([0-9a-f]{16})$/;

/** Throws `CursorError` for what no page has given. */
export function parseCursor(cursor: string): CursorPlace {
  const [, micros, traceId, spanId] = SHAPE.exec(Buffer.from(cursor, "base64url").toString()) ?? [];
  if (micros === undefined || traceId === undefined || spanId === undefined) {
    throw new CursorError(
      `cursor: ${JSON.stringify(cursor)} is none; take nextCursor of the page before, unchanged`,
    );
  }
  return { startTime: Number(micros) / 1000, traceId, spanId };
}

/** What lies behind the place, newest first. */
export function behind({ startTime, traceId, spanId }: CursorPlace): Fragment {
  return {
    sql: "(t.start_time, t.trace_id, t.span_id) < (fromUnixTimestamp64Micro({last_start:Int64}, 'UTC'), {last_trace:UUID}, {last_span:UInt64})",
    parameters: {
      last_start: Math.round(startTime * 1000),
      last_trace: traceId,
      last_span: BigInt(`0x${spanId}`),
    },
  };
}
