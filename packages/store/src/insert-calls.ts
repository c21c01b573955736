import { callKey } from "@promptprof/model";
import { callOf } from "./call-of-row.ts";
import type { CallRow } from "./call-row.ts";
import { numberCell } from "./cell-codec.ts";
import { encodeRows, ROW_COLUMNS, type InsertId } from "./encode-rows.ts";
import type { Engine } from "./engine.ts";
import { findStored } from "./find-stored.ts";
import { InsertIds, lastInsert } from "./insert-ids.ts";
import { ALWAYS_OWN_TURN, SharedTurn, type InsertTurn } from "./insert-turn.ts";
import { CALL_EXPRESSIONS } from "./queries/calls.ts";
import { readRows } from "./select-query.ts";
import type { InsertOutcome, ReceivedCall } from "./store.ts";
import { RAW } from "./tables.ts";

/**
 * Calls of one insert of the engine, at most. An insert must stay one block (the engine cuts at a million
 * rows or 256 MB), since a token repeats only the very same blocks.
 */
const CALLS_MAX = 20_000;

/**
 * Stores calls once, and keeps the rollups equal to them.
 *
 * The engine writes an insert to `calls` first and to the views after that, some 100 ms later. A process that dies
 * in between leaves calls that no rollup counts, and whoever looks up the keys afterwards finds them stored. So
 * an insert whose end nobody has seen is applied once more before the next one: rows carry the id of their insert,
 * the token is made of it, and under the same token the same rows are nothing new to a table that has them
 * and fill one that has not. There is at most one such insert, as one goes after the other.
 *
 * Where other processes write too, they take turns (see `insert-turn.ts`), so what is looked up stays true until the
 * insert, and the newest insert of all is the only one that may have been cut: numbers grow from turn to turn.
 */
export class CallInserter {
  readonly #engine: Engine;
  readonly #ids: InsertIds;
  readonly #turn: InsertTurn;
  #inDoubt: InsertInDoubt | null = null;

  constructor(engine: Engine, now: () => number) {
    this.#engine = engine;
    this.#ids = new InsertIds(now);
    this.#turn = engine.isShared ? new SharedTurn(engine, () => String(this.#ids.last)) : ALWAYS_OWN_TURN;
  }

  /** Goes on from the last insert, and applies it again where its process may have died in it. */
  recover({ mayBeCut }: { mayBeCut: boolean }): Promise<void> {
    return this.#inTurn(() => this.#recover(mayBeCut));
  }

  /** Lets others write: this process may not insert again for long. */
  end(): Promise<void> {
    return this.#turn.end();
  }

  /** false = the end of an insert is not known: a table may have rows that its views have not. */
  get isComplete(): boolean {
    return this.#inDoubt === null;
  }

  async insert(calls: readonly ReceivedCall[]): Promise<InsertOutcome> {
    let stored = 0;
    for (let start = 0; start < calls.length; start += CALLS_MAX) {
      const slice = calls.slice(start, start + CALLS_MAX);
      stored += await this.#inTurn(() => this.#insertSlice(slice));
    }
    return { stored, duplicate: calls.length - stored };
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    return this.#turn.run(async (lastNumber) => {
      if (lastNumber === null) await this.#recover(true);
      else this.#ids.continueAfter({ number: Number(lastNumber) });
    }, work);
  }

  async #recover(mayBeCut: boolean): Promise<void> {
    const last = await lastInsert(this.#engine, RAW.name);
    if (last === null) return;
    // A clock that went back must not make an older insert look like the last one.
    this.#ids.continueAfter(last);
    if (mayBeCut) await this.#applyAgain(last);
  }

  /** How many of the calls are stored now, by this insert or by an earlier one of the same batch. */
  async #insertSlice(calls: readonly ReceivedCall[]): Promise<number> {
    await this.#settleDoubt();
    const unique = firstOfEachKey(calls);
    const batches = await findStored(
      this.#engine,
      unique.map(({ call }) => call),
    );
    const fresh = unique.filter(({ call }) => !batches.has(callKey(call)));
    if (fresh.length > 0) await this.#write(fresh);
    const repeated = unique.filter(({ call, batch }) => batches.get(callKey(call)) === batch);
    return fresh.length + repeated.length;
  }

  async #write(calls: readonly ReceivedCall[]): Promise<void> {
    const keys = calls.map(({ call }) => callKey(call)).join();
    // The same calls after a failure take the same id: a server may still be at work on the first try.
    const id = this.#inDoubt?.keys === keys ? this.#inDoubt.id : this.#ids.next();
    this.#inDoubt = { id, keys };
    await this.#send(calls, id);
    this.#inDoubt = null;
  }

  async #send(calls: readonly ReceivedCall[], id: InsertId): Promise<void> {
    const lines = await encodeRows(calls, id);
    const token = `calls-${id.writer}-${id.number}`;
    await this.#engine.insert({ table: RAW.name, columns: ROW_COLUMNS, lines, token });
  }

  async #settleDoubt(): Promise<void> {
    if (this.#inDoubt !== null && (await this.#applyAgain(this.#inDoubt.id))) this.#inDoubt = null;
  }

  /** false where no row of the insert is there. */
  async #applyAgain(id: InsertId): Promise<boolean> {
    const rows = await readRows(this.#engine, {
      select: { ...CALL_EXPRESSIONS, batch: { sql: "t.batch", decode: numberCell } },
      from: { sql: RAW.name },
      where: [
        {
          sql: "t.inserted = {number:UInt64} AND t.writer = {writer:String}",
          parameters: { number: id.number, writer: id.writer },
        },
      ],
      groupBy: [],
      orderBy: [],
      limit: null,
    });
    if (rows.length > 0) await this.#send(rows.map(receivedOf), id);
    return rows.length > 0;
  }
}

/** An insert that has begun and of which nobody has seen the end. */
interface InsertInDoubt {
  readonly id: InsertId;
  readonly keys: string;
}

function receivedOf(row: CallRow & { readonly batch: number }): ReceivedCall {
  return { call: callOf(row), batch: row.batch };
}

function firstOfEachKey(calls: readonly ReceivedCall[]): ReceivedCall[] {
  const first = new Map<string, ReceivedCall>();
  for (const received of calls) {
    const key = callKey(received.call);
    if (!first.has(key)) first.set(key, received);
  }
  return [...first.values()];
}
