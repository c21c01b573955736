import { CALL_COLUMNS, type CallColumn } from "./calls-table.ts";
import type { ReceivedCall } from "./store.ts";

const COLUMNS: readonly CallColumn<unknown>[] = Object.values(CALL_COLUMNS) as CallColumn<unknown>[];

/** The columns of an encoded row, in its order. */
export const ROW_COLUMNS: readonly string[] = [...Object.keys(CALL_COLUMNS), "batch", "inserted"];

/** Calls between two breaths: about 5 ms of encoding, so that the event loop goes on answering. */
const SLICE = 500;

/** TabSeparated lines of `calls`. */
export async function encodeRows(calls: readonly ReceivedCall[], inserted: number): Promise<Buffer> {
  const slices: Buffer[] = [];
  for (let start = 0; start < calls.length; start += SLICE) {
    if (start > 0) await new Promise(setImmediate);
    const lines = calls.slice(start, start + SLICE).map((received) => encodeRow(received, inserted));
    slices.push(Buffer.from(lines.join("")));
  }
  return Buffer.concat(slices);
}

function encodeRow(received: ReceivedCall, inserted: number): string {
  let line = "";
  for (const { codec, valueOf } of COLUMNS) line += `${codec.encode(valueOf(received.call))}\t`;
  return `${line}${received.batch}\t${inserted}\n`;
}
