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

/** Calls between two breaths: some 3 ms of encoding, so that the event loop goes on answering. */
const SLICE = 500;

/** TabSeparated lines of `calls`. */
export async function encodeRows(calls: readonly ReceivedCall[], id: InsertId): Promise<Buffer> {
  const lines = new LineBuffer();
  for (const [i, received] of calls.entries()) {
    if (i % SLICE === SLICE - 1) await new Promise(setImmediate);
    lines.append(encodeRow(received, id));
  }
  return lines.bytes();
}

function encodeRow({ call, batch }: ReceivedCall, { writer, number }: InsertId): string {
  let line = "";
  for (const encode of ENCODERS) line += `${encode(call)}\t`;
  return `${line}${batch}\t${writer}\t${number}\n`;
}

/** Texts as UTF-8, each written where it will stay: half the time of joining them first. */
class LineBuffer {
  #bytes = Buffer.allocUnsafe(1 << 20);
  #length = 0;

  append(text: string): void {
    // 3 bytes a UTF-16 unit, at most.
    const needed = this.#length + text.length * 3;
    if (needed > this.#bytes.length) this.#grow(Math.max(needed, this.#bytes.length * 2));
    this.#length += this.#bytes.write(text, this.#length);
  }

  bytes(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  #grow(size: number): void {
    const larger = Buffer.allocUnsafe(size);
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }
}
