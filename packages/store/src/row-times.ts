import { count, type Expression } from "./select-query.ts";
import type { RowKind } from "./tables.ts";

/** Epoch ms of a row: its start, or the start of its bucket. */
const rowMs = (rows: RowKind): string =>
  rows === "calls" ? "toUnixTimestamp64Milli(t.start_time)" : "toInt64(toUnixTimestamp(t.bucket)) * 1000";

/** Start of the point that a row falls into; points begin at `originMs` and whole steps from there. */
export function pointStart(rows: RowKind, stepMs: number, originMs: number = 0): Expression<number> {
  return {
    ...count(`intDiv(${rowMs(rows)} - {origin:Int64}, {step:Int64}) * {step:Int64} + {origin:Int64}`),
    parameters: { step: stepMs, origin: originMs },
  };
}

/** Epoch ms of the first and of the last start. */
export function firstStart(rows: RowKind): Expression<number> {
  return count(`toUnixTimestamp64Milli(min(${rows === "calls" ? "t.start_time" : "t.first_start"}))`);
}

export function lastStart(rows: RowKind): Expression<number> {
  return count(`toUnixTimestamp64Milli(max(${lastStartOfRow(rows)}))`);
}

/** The time that decides which row is the last, for use inside of an aggregate. */
export function lastStartOfRow(rows: RowKind): string {
  return rows === "calls" ? "t.start_time" : "t.last_start";
}
