import { randomBytes } from "node:crypto";
import { numberCell, textCell } from "./cell-codec.ts";
import type { InsertId } from "./encode-rows.ts";
import type { Engine } from "./engine.ts";
import { readRows } from "./select-query.ts";

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

/**
 * The insert that brought the newest rows of a table; null where it has none. Numbers grow within a table, so it is among
 * the newest parts, and 100 million rows need not be read for it.
 */
export async function lastInsert(engine: Engine, table: string): Promise<InsertId | null> {
  const parts = await newestParts(engine, table);
  const [last] = await readRows(engine, {
    select: {
      writer: { sql: "t.writer", decode: textCell },
      number: { sql: "t.inserted", decode: numberCell },
    },
    from: { sql: table },
    where: parts.length === 0 ? [] : [{ sql: "t._part IN {parts:Array(String)}", parameters: { parts } }],
    groupBy: [],
    orderBy: [{ by: "t.inserted", descending: true }],
    limit: 1,
  });
  return last ?? null;
}

/**
 * The parts that hold the newest insert, and maybe others: block numbers grow through all partitions of a table, and an
 * insert has one block in each partition at most. None where a table counts blocks by partition, as a replicated one does.
 */
async function newestParts(engine: Engine, table: string): Promise<readonly string[]> {
  const rows = await engine.query({
    sql: `SELECT name, partitions FROM (
      SELECT name, max_block_number, uniqExact(partition_id) OVER () AS partitions FROM system.parts
      WHERE active AND engine = 'MergeTree' AND database = currentDatabase() AND table = {table:String}
    ) ORDER BY max_block_number DESC`,
    parameters: { table },
  });
  return rows.slice(0, numberCell(rows[0]?.[1] ?? 0)).map(([name]) => textCell(name));
}
