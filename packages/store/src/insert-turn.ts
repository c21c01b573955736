import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Engine } from "./engine.ts";
import type { Lease } from "./lease.ts";
import { waitForLease, WRITE_LEASE, type WaitOptions } from "./with-lease.ts";

/** When this process may look calls up and insert what is missing, with nobody else writing in between. */
export interface InsertTurn {
  /** `onTurn` runs first where another process may have written since the last turn; `note` is what it left. */
  run<T>(onTurn: (note: string | null) => Promise<void>, work: () => Promise<T>): Promise<T>;
  /** Gives the turn back, with a note for the next one. */
  end(): Promise<void>;
}

/** An engine of one process: it is always its turn. */
export const ALWAYS_OWN_TURN: InsertTurn = {
  run: (_onTurn, work) => work(),
  end: async () => {},
};

/** The longest time that an insert may take on the engine (see `remote-engine.ts`), with the lookup before it. */
const INSERT_MS_MAX = 40_000;

const TURN: WaitOptions = {
  name: WRITE_LEASE,
  // A process that dies in its turn holds the others up for this long; what they acknowledge waits in their journals.
  termMs: 45_000,
  waitMs: 60_000,
  pollMs: 30,
  waitsFor: "has been writing",
};

/**
 * How long a turn is kept for one's own inserts. Taking and giving back are five statements; one insert
 * a second would pay them each time, twenty inserts pay them once.
 */
const STICKY_MS = 1000;

/** After a full turn the others go first: they ask every 15 to 45 ms. */
const COURTESY_MS = 50;

/**
 * Turns of processes that share an engine, by a lease. An insert that failed may still be at work on the engine, so the
 * lease is then not given back but runs out, and outlives what the engine lets an insert take.
 */
export class SharedTurn implements InsertTurn {
  readonly #engine: Engine;
  readonly #noteNow: () => string;
  readonly #holder = randomBytes(8).toString("hex");
  #lease: Lease | null = null;
  #since = 0;
  #notBefore = 0;
  #busy = false;
  #idle: NodeJS.Timeout | null = null;

  /** @param noteNow what to leave for the next holder */
  constructor(engine: Engine, noteNow: () => string) {
    this.#engine = engine;
    this.#noteNow = noteNow;
  }

  async run<T>(onTurn: (note: string | null) => Promise<void>, work: () => Promise<T>): Promise<T> {
    this.#busy = true;
    try {
      const lease = await this.#hold();
      if (lease !== null) await onTurn(lease.note);
      const result = await work();
      if (this.#age() >= STICKY_MS) await this.end();
      else this.#endLater();
      return result;
    } catch (error) {
      this.#lease = null;
      throw error;
    } finally {
      this.#busy = false;
    }
  }

  async end(): Promise<void> {
    if (this.#idle !== null) clearTimeout(this.#idle);
    const lease = this.#lease;
    this.#lease = null;
    this.#notBefore = performance.now() + COURTESY_MS;
    // Where the engine does not answer, the lease runs out by itself.
    await lease?.release(this.#noteNow()).catch(() => undefined);
  }

  /** The lease where it was taken now; null where it was held already. */
  async #hold(): Promise<Lease | null> {
    if (this.#lease !== null && this.#lease.until - performance.now() >= INSERT_MS_MAX) return null;
    await sleep(Math.max(0, this.#notBefore - performance.now()));
    this.#lease = await waitForLease(this.#engine, TURN, this.#holder);
    this.#since = performance.now();
    return this.#lease;
  }

  #age(): number {
    return performance.now() - this.#since;
  }

  #endLater(): void {
    if (this.#idle !== null) clearTimeout(this.#idle);
    this.#idle = setTimeout(() => {
      if (!this.#busy) void this.end();
    }, STICKY_MS - this.#age());
    this.#idle.unref();
  }
}
