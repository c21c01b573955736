import { CALL_COLUMNS, type CallColumn } from "./calls-table.ts";
import type { ReceivedCall } from "./store.ts";

/** Which insert brought a row. Numbers of one writer grow. */
export interface InsertId {
  readonly writer: string;
  /** Epoch microseconds, about. */
  readonly number: number;
}

const ENCODERS = Object.values<CallColumn<unknown>>(CALL_COLUMNS).map(({ encode }) => encode);

/** The columns of an encoded row, in its order. */
export const ROW_COLUMNS: readonly string[] = [...Object.keys(CALL_COLUMNS), "batch", "writer", "inserted"];

/** Calls between two breaths: about 5 ms of encoding, so that the event loop goes on answering. */
const SLICE = 500;

/** TabSeparated lines of `calls`. */
export async function encodeRows(calls: readonly ReceivedCall[], id: InsertId): Promise<Buffer> {
  const slices: Buffer[] = [];
  for (let start = 0; start < calls.length; start += SLICE) {
    if (start > 0) await new Promise(setImmediate);
    const lines = calls.slice(start, start + SLICE).map((received) => encodeRow(received, id));
    slices.push(Buffer.from(lines.join("")));
  }
  return Buffer.concat(slices);
}

function encodeRow({ call, batch }: ReceivedCall, { writer, number }: InsertId): string {
  let line = "";
  for (const encode of ENCODERS) line += `${encode(call)}\t`;
  return `${line}${batch}\t${writer}\t${number}\n`;
}
