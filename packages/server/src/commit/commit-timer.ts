import type { Committer } from "./committer.ts";

interface Log {
  info(text: string): void;
  warn(facts: object, text: string): void;
}

/** How often what has settled is stored when little comes: pages are at most this much behind. */
const PAUSE_MS_MIN = 250;
/**
 * An insert has a price of its own beside that of its calls (parts of five tables, their flush and merge), so a busy server
 * pauses longer: at 5,000 calls/s, commits 1.5 s apart take a sixth less processor time than commits 250 ms apart (measured).
 */
const PAUSE_PER_COMMIT = 2;
const BUSY_PAUSE_MS_MAX = 1_500;
/** Longest pause between attempts while the store does not answer. */
const REFUSED_PAUSE_MS_MAX = 30_000;

/** Settling goes on while a commit pauses, in pieces small enough that requests need not wait for it: 10 us a call. */
const SETTLE_INTERVAL_MS = 100;

/** Commits at intervals that grow with what a commit takes, and with every refusal of the store. */
export class CommitTimer {
  readonly #committer: Pick<Committer, "commit" | "settle">;
  readonly #log: Log;
  readonly #settling: NodeJS.Timeout;
  #timer: NodeJS.Timeout | null = null;
  #running: Promise<void> = Promise.resolve();
  #failures = 0;
  #commitMs = 0;
  #stopped = false;

  constructor(committer: Pick<Committer, "commit" | "settle">, log: Log) {
    this.#committer = committer;
    this.#log = log;
    this.#settling = setInterval(() => committer.settle(), SETTLE_INTERVAL_MS);
    this.#schedule();
  }

  /** Resolves when no commit is under way any more. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#settling);
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#running;
  }

  #schedule(): void {
    if (this.#stopped) return;
    this.#timer = setTimeout(() => {
      this.#running = this.#commit().then(() => this.#schedule());
    }, this.#pauseMs());
  }

  #pauseMs(): number {
    if (this.#failures > 0) return Math.min(PAUSE_MS_MIN * 2 ** this.#failures, REFUSED_PAUSE_MS_MAX);
    return Math.min(Math.max(PAUSE_MS_MIN, PAUSE_PER_COMMIT * this.#commitMs), BUSY_PAUSE_MS_MAX);
  }

  async #commit(): Promise<void> {
    const start = performance.now();
    try {
      await this.#committer.commit({ all: false });
      this.#commitMs = performance.now() - start;
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
