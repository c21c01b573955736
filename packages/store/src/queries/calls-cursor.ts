import type { Call } from "@promptprof/model";
import { StoreError } from "../store-error.ts";
import type { Condition } from "../select-query.ts";

/** Where a page ended: start in microseconds, trace, span. */
export function cursorOf({ startTime, traceId, spanId }: Call): string {
  return Buffer.from(`${Math.round(startTime * 1000)}-${traceId}-${spanId}`).toString("base64url");
}

const SHAPE = /^(\d{1,16})-([0-9a-f]{32})-([0-9a-f]{16})$/;

/** What lies after the place of the cursor, in the order of `readCalls`. */
export function parseCursor(cursor: string): Condition {
  const [, micros, trace, span] = SHAPE.exec(Buffer.from(cursor, "base64url").toString()) ?? [];
  if (micros === undefined || trace === undefined || span === undefined) {
    throw new StoreError(`not a cursor: ${cursor}; take nextCursor of the page before, unchanged`);
  }
  return {
    kind: "before",
    columns: ["t.start_time", "t.trace_id", "t.span_id"],
    values: [
      { type: "Int64", value: Number(micros), sql: "fromUnixTimestamp64Micro(?, 'UTC')" },
      { type: "UUID", value: trace },
      { type: "UInt64", value: BigInt(`0x${span}`) },
    ],
  };
}
