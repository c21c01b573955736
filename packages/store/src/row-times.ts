import { numberCell } from "./cell-codec.ts";
import { count, type Expression } from "./select-query.ts";
import { RAW, type AnswerTable } from "./tables.ts";

/** Epoch ms of a row: its start, or the start of its bucket. */
const rowMs = (table: AnswerTable): string =>
  table === RAW ? "toUnixTimestamp64Milli(t.start_time)" : "toInt64(toUnixTimestamp(t.bucket)) * 1000";

/** Start of the point that a row falls into; points begin at whole multiples of the step since 1970. */
export function pointStart(table: AnswerTable, stepMs: number): Expression<number> {
  return { ...count(`intDiv(${rowMs(table)}, {step:Int64}) * {step:Int64}`), parameters: { step: stepMs } };
}

/** Number of the point that a row falls into, counted from `fromMs`. */
export function pointIndex(table: AnswerTable, fromMs: number, stepMs: number): Expression<number> {
  return {
    ...count(`intDiv(${rowMs(table)} - {origin:Int64}, {step:Int64})`),
    parameters: { origin: fromMs, step: stepMs },
  };
}

/** Epoch ms of the first and the last start. */
export function firstStart(table: AnswerTable): Expression<number> {
  return table === RAW ? startMs("min(t.start_time)", 1000) : startMs("min(t.first_start)", 1);
}
export function lastStart(table: AnswerTable): Expression<number> {
  return table === RAW ? startMs("max(t.start_time)", 1000) : startMs("max(t.last_start)", 1);
}

/** The time by which "last" is decided, for use inside an aggregate. */
export function lastStartOfRow(table: AnswerTable): string {
  return table === RAW ? "t.start_time" : "t.last_start";
}

function startMs(sql: string, unitsPerMs: 1 | 1000): Expression<number> {
  const read = unitsPerMs === 1 ? "toUnixTimestamp64Milli" : "toUnixTimestamp64Micro";
  return { sql: `${read}(${sql})`, decode: (cell) => numberCell(cell) / unitsPerMs };
}
