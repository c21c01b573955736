import { escapeField } from "./bind-parameters.ts";
import { numberCell, textCell } from "./cell-codec.ts";
import type { Engine } from "./engine.ts";
import { readRows } from "./select-query.ts";

/** A right that at most one holder has at a time, until it gives it back or its term is over. */
export interface Lease {
  readonly name: string;
  /** Epoch ms of the holder's clock, before which the store gives the lease to nobody else. */
  readonly until: number;
  /** What the last holder left for this one; null = it left nothing, or its term ended before it gave the lease back. */
  readonly note: string | null;
  /** Begins the term anew. false = somebody else has taken the lease meanwhile: stop what it covers. */
  renew(now: number): Promise<boolean>;
  /** Gives the lease back before its term is over, with a note for the next holder. */
  release(note?: string): Promise<void>;
}

export interface LeaseAsk {
  /** What the lease is for: "migrate", "retention" ... */
  readonly name: string;
  /** Who asks; no two askers may have the same. */
  readonly holder: string;
  /** 1 to 2^32 - 1. */
  readonly termMs: number;
  /** Epoch ms of the holder's clock; it decides `until` alone, and nothing about others. */
  readonly now: number;
}

/**
 * How much later than its holder the others hold a lease for over. It covers a holder whose clock is slow for the length of
 * a term, and nodes of a cluster whose clocks differ.
 */
export const GRACE_MS = 1000;

/**
 * Takes a lease; null = another has it.
 *
 * Taking, renewing and giving back are each a row with the next generation, under a token made of name and
 * generation. Of several rows with one token the engine keeps the first (a replicated table asks Keeper), so who
 * finds the own row under the own generation has won, and an old answer of a lagging replica can only lose.
 */
export async function takeLease(engine: Engine, ask: LeaseAsk): Promise<Lease | null> {
  const newest = await newestOf(engine, ask.name);
  if (newest !== null && newest.held && newest.holder !== ask.holder) return null;
  const held = new HeldLease(engine, ask, newest);
  return (await held.renew(ask.now)) ? held : null;
}

/**
 * Ends every lease of an engine that no other process can write to: whoever held one is gone. A server alone need not wait
 * for the term of the one that was killed.
 */
export async function endLeases(engine: Engine): Promise<void> {
  const rows = await readRows(engine, {
    select: {
      name: { sql: "t.name", decode: textCell },
      generation: { sql: "max(t.generation)", decode: numberCell },
    },
    from: { sql: "leases" },
    where: [],
    groupBy: ["name"],
    orderBy: [],
    limit: null,
  });
  for (const { name, generation } of rows)
    await writeRow(engine, { name, generation: generation + 1, holder: NOBODY, termMs: 0, note: "" });
}

class HeldLease implements Lease {
  readonly name: string;
  readonly #engine: Engine;
  readonly #ask: LeaseAsk;
  readonly note: string | null;
  #generation: number;
  #until = 0;

  constructor(engine: Engine, ask: LeaseAsk, newest: NewestRow | null) {
    this.name = ask.name;
    this.note = newest?.holder === NOBODY && newest.note !== "" ? newest.note : null;
    this.#engine = engine;
    this.#ask = ask;
    this.#generation = newest?.generation ?? 0;
  }

  get until(): number {
    return this.#until;
  }

  async renew(now: number): Promise<boolean> {
    const { name, holder, termMs } = this.#ask;
    const generation = this.#generation + 1;
    await writeRow(this.#engine, { name, generation, holder, termMs, note: "" });
    const newest = await newestOf(this.#engine, name);
    if (newest?.generation !== generation || newest.holder !== holder) return false;
    this.#generation = generation;
    this.#until = now + termMs;
    return true;
  }

  /** Where the lease is another's by now, its generation has a row already, and this one is not kept. */
  async release(note: string = ""): Promise<void> {
    await writeRow(this.#engine, {
      name: this.name,
      generation: this.#generation + 1,
      holder: NOBODY,
      termMs: 0,
      note,
    });
    this.#until = 0;
  }
}

const NOBODY = "";

interface LeaseRow {
  readonly name: string;
  readonly generation: number;
  readonly holder: string;
  readonly termMs: number;
  readonly note: string;
}

function writeRow(engine: Engine, { name, generation, holder, termMs, note }: LeaseRow): Promise<void> {
  return engine.insert({
    table: "leases",
    columns: ["name", "generation", "holder", "term_ms", "note"],
    lines: Buffer.from(
      `${escapeField(name)}\t${generation}\t${escapeField(holder)}\t${termMs}\t${escapeField(note)}\n`,
    ),
    token: `lease-${name}-${generation}`,
  });
}

interface NewestRow {
  readonly generation: number;
  readonly holder: string;
  readonly note: string;
  readonly held: boolean;
}

async function newestOf(engine: Engine, name: string): Promise<NewestRow | null> {
  const [newest] = await readRows(engine, {
    select: {
      generation: { sql: "t.generation", decode: numberCell },
      holder: { sql: "t.holder", decode: textCell },
      note: { sql: "t.note", decode: textCell },
      held: {
        sql: `t.holder != '' AND addMilliseconds(t.taken, t.term_ms + ${GRACE_MS}) > now64(3, 'UTC')`,
        decode: (cell) => numberCell(cell) === 1,
      },
    },
    from: { sql: "leases" },
    where: [{ sql: "t.name = {name:String}", parameters: { name } }],
    groupBy: [],
    orderBy: [{ by: "t.generation", descending: true }],
    limit: 1,
  });
  return newest ?? null;
}
