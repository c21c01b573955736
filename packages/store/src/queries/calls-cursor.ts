import type { Call } from "@promptprof/model";
import type { Fragment } from "../select-query.ts";
import { CursorError } from "../store-error.ts";

/** Where a page ended: start in microseconds, trace, span. */
export function cursorOf({ startTime, traceId, spanId }: Call): string {
  return Buffer.from(`${Math.round(startTime * 1000)}-${traceId}-${spanId}`).toString("base64url");
}

const SHAPE = /^(\d{1,16})-([0-9a-f]{32})-([0-9a-f]{16})$/;

/** What lies behind the place of the cursor, newest first. */
export function parseCursor(cursor: string): Fragment {
  const [, micros, trace, span] = SHAPE.exec(Buffer.from(cursor, "base64url").toString()) ?? [];
  if (micros === undefined || trace === undefined || span === undefined) {
    throw new CursorError(
      `cursor: ${JSON.stringify(cursor)} is none; take nextCursor of the page before, unchanged`,
    );
  }
  return {
    sql: "(t.start_time, t.trace_id, t.span_id) < (fromUnixTimestamp64Micro({last_start:Int64}, 'UTC'), {last_trace:UUID}, {last_span:UInt64})",
    parameters: { last_start: Number(micros), last_trace: trace, last_span: BigInt(`0x${span}`) },
  };
}
