import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Engine } from "./engine.ts";
import { takeLease, type Lease } from "./lease.ts";
import { StoreUnavailableError } from "./store-error.ts";

export interface WaitOptions {
  readonly name: string;
  readonly termMs: number;
  /** How long to wait for another holder at most. */
  readonly waitMs: number;
  /** Mean pause between two asks. */
  readonly pollMs: number;
  /** What another holder does, for the message: "another promptprof server ...". */
  readonly waitsFor: string;
}

/**
 * The lease of whoever writes calls or changes the tables: it looks up what is there and then adds to it, and nothing
 * may come in between.
 */
export const WRITE_LEASE = "write";

/**
 * Does something under a lease, waiting for its turn, and keeps the lease for as long as it takes.
 *
 * @throws StoreUnavailableError when the turn does not come in time
 */
export async function withLease<T>(engine: Engine, options: WaitOptions, work: () => Promise<T>): Promise<T> {
  const lease = await waitForLease(engine, options, randomBytes(8).toString("hex"));
  const renewing = setInterval(() => {
    // One renewal that fails is made up for by the next, within the same term.
    lease.renew(performance.now()).catch(() => undefined);
  }, options.termMs / 4);
  try {
    return await work();
  } finally {
    clearInterval(renewing);
    // Where the engine does not answer, the lease runs out by itself.
    await lease.release().catch(() => undefined);
  }
}

/**
 * Asks until the lease is there. Times are of the process's own steady clock, so a wall clock that jumps shortens no term.
 *
 * @throws StoreUnavailableError when the turn does not come in time
 */
export async function waitForLease(engine: Engine, options: WaitOptions, holder: string): Promise<Lease> {
  const { name, termMs, waitMs, pollMs, waitsFor } = options;
  const end = performance.now() + waitMs;
  while (performance.now() < end) {
    const lease = await takeLease(engine, { name, holder, termMs, now: performance.now() });
    if (lease !== null) return lease;
    // Two that wait must not ask in step for ever.
    await sleep(pollMs * (0.5 + Math.random()));
  }
  throw new StoreUnavailableError(
    `another promptprof server ${waitsFor} for more than ${waitMs / 1000} s; wait for it, or stop it if it hangs`,
  );
}
