import type { Store } from "@promptprof/store";
import { holdLease } from "./hold-lease.ts";

/** Work in the background that one of all servers of a store does. */
export interface Job {
  /** Name of its lease. */
  readonly name: string;
  /** At least so long from one run to the next, among all servers. */
  readonly everyMs: number;
  readonly run: (lost: AbortSignal) => Promise<void>;
}

interface Log {
  warn(facts: object, text: string): void;
}

/** How often a server looks whether a job is due, as a part of its interval: so much later than due it may start. */
const LOOKS_AN_INTERVAL = 5;

/**
 * Runs jobs, each once among all servers. The lease of a job has the length of its interval and is not given back after
 * a run that went well, so until it is over no other server runs the job again. After a run that failed it is given
 * back, and the next server that looks tries.
 */
export class JobRunner {
  readonly #store: Pick<Store, "takeLease">;
  readonly #log: Log;
  readonly #now: () => number;
  readonly #timers: NodeJS.Timeout[] = [];
  readonly #running = new Map<string, Promise<void>>();

  constructor(store: Pick<Store, "takeLease">, log: Log, now: () => number) {
    this.#store = store;
    this.#log = log;
    this.#now = now;
  }

  start(jobs: readonly Job[]): void {
    for (const job of jobs) {
      const look = (): void => {
        if (!this.#running.has(job.name)) void this.runIfDue(job);
      };
      const timer = setInterval(look, job.everyMs / LOOKS_AN_INTERVAL);
      // A job keeps no process alive that has nothing else to do.
      timer.unref();
      this.#timers.push(timer);
    }
  }

  /** Resolves when the job has run, here or elsewhere. What goes wrong is in the log, and tried again later. */
  runIfDue(job: Job): Promise<void> {
    const run = this.#run(job)
      .catch((error: unknown) =>
        this.#log.warn({ err: error, job: job.name }, "a job failed; it is tried again"),
      )
      .finally(() => this.#running.delete(job.name));
    this.#running.set(job.name, run);
    return run;
  }

  /** Resolves when none runs any more. */
  async stop(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    await Promise.all(this.#running.values());
  }

  async #run({ name, everyMs, run }: Job): Promise<void> {
    const lease = await this.#store.takeLease({ name, termMs: everyMs });
    if (lease === null) return;
    try {
      await holdLease(lease, { termMs: everyMs, now: this.#now }, run);
    } catch (error) {
      await lease.release();
      throw error;
    }
  }
}
