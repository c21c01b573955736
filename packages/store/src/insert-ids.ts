import { randomBytes } from "node:crypto";
import { numberCell, textCell } from "./cell-codec.ts";
import type { InsertId } from "./encode-rows.ts";
import type { Engine } from "./engine.ts";
import { readRows } from "./select-query.ts";

/** Stands as the writer of rows that a copy of the whole store has brought: each came whole, and no token knows them. */
export const COPIED = "copied";

/** Ids of one writer's inserts. They must differ between processes too, or one would swallow the other's rows as a repetition. */
export class InsertIds {
  readonly #now: () => number;
  readonly #writer = randomBytes(4).toString("hex");
  #lastNumber = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Numbers grow from here on, whatever the clock does. */
  continueAfter({ number }: InsertId): void {
    this.#lastNumber = Math.max(this.#lastNumber, number);
  }

  next(): InsertId {
    this.#lastNumber = Math.max(this.#lastNumber + 1, Math.round(this.#now() * 1000));
    return { writer: this.#writer, number: this.#lastNumber };
  }
}

/** The insert that brought the newest rows of a table; null where it has none. */
export async function lastInsert(engine: Engine, table: string): Promise<InsertId | null> {
  const [last] = await readRows(engine, {
    select: {
      writer: { sql: "t.writer", decode: textCell },
      number: { sql: "t.inserted", decode: numberCell },
    },
    from: { sql: table },
    where: [],
    groupBy: [],
    orderBy: [{ by: "t.inserted", descending: true }],
    limit: 1,
  });
  return last ?? null;
}
