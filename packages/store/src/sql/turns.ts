import { sqlError } from "./sql-error.ts";

/** Statements that may be open at once, each with a session and a chunk in memory. */
const OPEN_MAX = 8;
/** And those that may wait for one of them to end: a dashboard asks for a dozen at once. */
const WAITING_MAX = 64;

/**
 * Who of those that ask may use the engine when. Work in the engine holds one of libuv's four threads, and two readers,
 * a writer and the journal's files want theirs, so the work of all these statements is done one piece at a time.
 */
export class Turns {
  #open = 0;
  readonly #waiting: (() => void)[] = [];
  readonly #onEmpty: (() => void)[] = [];
  #last: Promise<unknown> = Promise.resolve();

  /**
   * @returns what leaves again
   * @throws SqlError when too many wait already
   */
  async enter(signal: AbortSignal): Promise<() => void> {
    if (this.#open >= OPEN_MAX) {
      if (this.#waiting.length >= WAITING_MAX) {
        throw sqlError(202, `Too many simultaneous queries: ${WAITING_MAX} wait already; ask again later`);
      }
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    } else this.#open += 1;
    if (signal.aborted) {
      this.#leave();
      throw cancelled();
    }
    let left = false;
    return () => {
      if (!left) this.#leave();
      left = true;
    };
  }

  /** Does a piece of work when it is its turn; a client that has gone away by then has none. */
  async take<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    const result = this.#last.then(() => {
      if (signal.aborted) throw cancelled();
      return work();
    });
    this.#last = result.catch(() => undefined);
    return result;
  }

  /** Resolves when all have left. */
  async empty(): Promise<void> {
    if (this.#open > 0) await new Promise<void>((resolve) => this.#onEmpty.push(resolve));
  }

  /** The place of one who leaves is the next one's. */
  #leave(): void {
    const next = this.#waiting.shift();
    if (next !== undefined) return next();
    this.#open -= 1;
    if (this.#open === 0) for (const resolve of this.#onEmpty.splice(0)) resolve();
  }
}

function cancelled(): Error {
  return sqlError(394, "Query was cancelled");
}
