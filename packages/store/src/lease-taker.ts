import { randomBytes } from "node:crypto";
import type { Engine } from "./engine.ts";
import { takeLease, type Lease } from "./lease.ts";

/** Takes leases of a store, each ask under a name of its own: two jobs of one process exclude each other too. */
export class LeaseTaker {
  readonly #engine: Engine;
  readonly #now: () => number;
  readonly #process = randomBytes(8).toString("hex");
  #asks = 0;

  constructor(engine: Engine, now: () => number) {
    this.#engine = engine;
    this.#now = now;
  }

  take(ask: { readonly name: string; readonly termMs: number }): Promise<Lease | null> {
    this.#asks += 1;
    return takeLease(this.#engine, { ...ask, holder: `${this.#process}-${this.#asks}`, now: this.#now() });
  }
}
