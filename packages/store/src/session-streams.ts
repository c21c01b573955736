import { createReadStream } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Session } from "chdb";
import { quoteElement, setParameters } from "./bind-parameters.ts";
import { engineError } from "./engine-error.ts";
import type { Statement, StreamFormat } from "./engine.ts";
import { StoreError } from "./store-error.ts";

/**
 * Answers that are read piece by piece, each by a session of its own, so that neither a question nor an insert waits for
 * whoever reads slowly.
 */
export class SessionStreams {
  readonly #open: () => Session;
  readonly #folder: string;
  readonly #running = new Set<Promise<void>>();
  readonly #ending = new AbortController();

  /** @param folder where files are written that the engine can only make whole */
  constructor(open: () => Session, folder: string) {
    this.#open = open;
    this.#folder = folder;
  }

  /** What a process that died has left. */
  async removeLeftovers(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }

  async *read(statement: Statement, format: StreamFormat): AsyncGenerator<Uint8Array> {
    const session = this.#open();
    let ended = NOT_YET;
    const running = new Promise<void>((resolve) => {
      ended = resolve;
    });
    this.#running.add(running);
    try {
      const parameters = setParameters(statement.parameters);
      if (parameters !== "") await session.queryAsync(parameters);
      yield* format === "Parquet"
        ? this.#wholeFile(session, statement.sql)
        : this.#chunks(session, statement.sql, format);
    } catch (error) {
      throw engineError(error);
    } finally {
      session.close();
      this.#running.delete(running);
      ended();
    }
  }

  /** Ends what is still being read, at its next piece. */
  async close(): Promise<void> {
    this.#ending.abort();
    await Promise.all(this.#running);
  }

  async *#chunks(session: Session, sql: string, format: StreamFormat): AsyncGenerator<Uint8Array> {
    for await (const chunk of session.queryStream(sql, { format })) {
      if (this.#ending.signal.aborted) throw new StoreError("the store is being closed");
      yield chunk.raw();
    }
  }

  /** Of Parquet each chunk of the engine would be a file of its own, with its own footer. */
  async *#wholeFile(session: Session, sql: string): AsyncGenerator<Uint8Array> {
    await mkdir(this.#folder, { recursive: true });
    const folder = await mkdtemp(join(this.#folder, "parquet-"));
    const path = join(folder, "answer.parquet");
    try {
      await session.queryAsync(`INSERT INTO FUNCTION file(${quoteElement(path)}, 'Parquet') ${sql}`);
      for await (const chunk of createReadStream(path, { signal: this.#ending.signal })) yield chunk;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
}

function NOT_YET(): void {}
