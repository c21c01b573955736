import type { FastifyBaseLogger } from "fastify";
import type { Committer } from "./committer.ts";

/** How often what has settled is stored: pages are at most this much behind, and an insert costs the engine 27 ms. */
const INTERVAL_MS = 250;
/** Longest pause between attempts while the store does not answer. */
const PAUSE_MS_MAX = 30_000;

/** Commits at intervals; while the store refuses, at growing ones. */
export class CommitTimer {
  readonly #committer: Committer;
  readonly #log: Pick<FastifyBaseLogger, "warn" | "info">;
  #timer: NodeJS.Timeout | null = null;
  #running: Promise<void> = Promise.resolve();
  #failures = 0;
  #stopped = false;

  constructor(committer: Committer, log: Pick<FastifyBaseLogger, "warn" | "info">) {
    this.#committer = committer;
    this.#log = log;
    this.#schedule();
  }

  /** Resolves when no commit is under way any more. */
  async stop(): Promise<void> {
    this.#stopped = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#running;
  }

  #schedule(): void {
    if (this.#stopped) return;
    const pauseMs = Math.min(INTERVAL_MS * 2 ** this.#failures, PAUSE_MS_MAX);
    this.#timer = setTimeout(() => {
      this.#running = this.#commit().then(() => this.#schedule());
    }, pauseMs);
  }

  async #commit(): Promise<void> {
    try {
      await this.#committer.commit({ all: false });
      if (this.#failures > 0) this.#log.info("the store takes calls again");
      this.#failures = 0;
    } catch (error) {
      this.#failures += 1;
      this.#log.warn(
        { err: error, attempt: this.#failures },
        "calls wait in the journal: the store did not take them",
      );
    }
  }
}
