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

  /** The newest number that is known; 0 = none. */
  get last(): number {
    return this.#lastNumber;
  }

  /** Numbers grow from here on, whatever the clock does. */
  continueAfter({ number }: Pick<InsertId, "number">): void {
    this.#lastNumber = Math.max(this.#lastNumber, number);
  }

  next(): InsertId {
    this.#lastNumber = Math.max(this.#lastNumber + 1, Math.round(this.#now() * 1000));
    return { writer: this.#writer, number: this.#lastNumber };
  }
}

const HOUR_US = 3_600_000_000;

/** Numbers are microseconds: the last insert is looked for in the last hour, in the last month, and then among all. */
const LOOK_BACK_US: readonly number[] = [HOUR_US, 30 * 24 * HOUR_US, Infinity];

/**
 * The insert that brought the newest rows of a table; null where it has none. The index of `inserted` (migration 10) leaves
 * out what is older than the look, so that a start does not read a column of all calls. Whatever the clock has done,
 * the largest number above a bound is the largest of all.
 */
export async function lastInsert(engine: Engine, table: string, now: number): Promise<InsertId | null> {
  for (const backUs of LOOK_BACK_US) {
    const last = await lastInsertSince(engine, table, Math.max(0, Math.floor(now * 1000 - backUs)));
    if (last !== null) return last;
  }
  return null;
}

async function lastInsertSince(engine: Engine, table: string, since: number): Promise<InsertId | null> {
  const [last] = await readRows(engine, {
    select: {
      writer: { sql: "t.writer", decode: textCell },
      number: { sql: "t.inserted", decode: numberCell },
    },
    from: { sql: table },
    where: [{ sql: "t.inserted >= {since:UInt64}", parameters: { since } }],
    groupBy: [],
    orderBy: [{ by: "t.inserted", descending: true }],
    limit: 1,
  });
  return last ?? null;
}
