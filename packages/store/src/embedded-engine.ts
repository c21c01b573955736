import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import type { Session } from "chdb";
import { setParameters } from "./bind-parameters.ts";
import { lockDataFolder } from "./data-folder-lock.ts";
import { embeddedError } from "./embedded-error.ts";
import { ENGINE_SETTINGS, INSERT_SETTINGS, type Engine, type Statement, type TableInsert } from "./engine.ts";
import { PLAIN, type SchemaMode } from "./schema-modes/schema-mode.ts";
import { StoreLockedError, StoreUnwritableError } from "./store-error.ts";

/**
 * Sessions that answer questions, beside the one that writes. A session runs one query at a time, and each running
 * query holds one of libuv's four threads: two readers and the writer leave one for the files of everybody else.
 */
const READERS = 2;

/** Opens ClickHouse inside this process. The library is 500 MB, so it is loaded here and nowhere else. */
export async function openEmbeddedEngine(dataDir: string): Promise<Engine> {
  await makeFolder(dataDir);
  const lock = await lockDataFolder(dataDir);
  try {
    const chdb = await import("chdb");
    const open = (): SessionQueue => new SessionQueue(openSession(chdb.Session, dataDir), dataDir);
    const writer = open();
    const readers = Array.from({ length: READERS }, open);
    return new EmbeddedEngine(writer, readers, lock.takenOver, async (complete) => {
      await chdb.drainPending();
      await (complete ? lock.release() : lock.abandon());
    });
  } catch (error) {
    await (lock.takenOver ? lock.abandon() : lock.release());
    throw error;
  }
}

class EmbeddedEngine implements Engine {
  readonly mayHoldCutInsert: boolean;
  // The lock of the folder keeps everybody else out.
  readonly isShared = false;
  readonly schema: SchemaMode = PLAIN;
  readonly #writer: SessionQueue;
  readonly #readers: readonly SessionQueue[];
  readonly #release: (complete: boolean) => Promise<void>;

  constructor(
    writer: SessionQueue,
    readers: readonly SessionQueue[],
    takenOver: boolean,
    release: (complete: boolean) => Promise<void>,
  ) {
    this.mayHoldCutInsert = takenOver;
    this.#writer = writer;
    this.#readers = readers;
    this.#release = release;
  }

  async query({ sql, parameters }: Statement): Promise<readonly (readonly unknown[])[]> {
    const bound = setParameters(parameters) + sql;
    const result = await this.#idlestReader().run((session) =>
      session.queryAsync(bound, { format: "JSONCompactEachRow" }),
    );
    return parseLines(result.text());
  }

  async execute(sql: string): Promise<void> {
    await this.#writer.run((session) => session.queryAsync(sql));
  }

  async insert({ table, columns, lines, token }: TableInsert): Promise<void> {
    const settings = { ...INSERT_SETTINGS, insert_deduplication_token: token };
    await this.#writer.run((session) =>
      session.insert({ table, columns, values: lines, format: "TabSeparated", settings }),
    );
  }

  async close(complete = true): Promise<void> {
    const queues = [this.#writer, ...this.#readers];
    await Promise.all(queues.map((queue) => queue.close()));
    await this.#release(complete);
  }

  #idlestReader(): SessionQueue {
    return this.#readers.reduce((best, reader) => (reader.waiting < best.waiting ? reader : best));
  }
}

/** A session, one query at a time, in the order of asking. */
class SessionQueue {
  readonly #session: Session;
  readonly #dataDir: string;
  #tail: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  constructor(session: Session, dataDir: string) {
    this.#session = session;
    this.#dataDir = dataDir;
  }

  get waiting(): number {
    return this.#waiting;
  }

  async run<T>(work: (session: Session) => Promise<T>): Promise<T> {
    this.#waiting += 1;
    const result = this.#tail.then(() => work(this.#session));
    this.#tail = result.catch(() => undefined);
    try {
      return await result;
    } catch (error) {
      throw embeddedError(error, this.#dataDir);
    } finally {
      this.#waiting -= 1;
    }
  }

  async close(): Promise<void> {
    await this.#tail;
    this.#session.close();
  }
}

function openSession(SessionClass: typeof Session, dataDir: string): Session {
  const connectionArgs = Object.entries(ENGINE_SETTINGS).map(([name, value]) => `--${name}=${value}`);
  try {
    return new SessionClass(dataDir, { connectionArgs });
  } catch (error) {
    throw new StoreLockedError(`cannot open the data folder ${dataDir}: ${whyNot(error)}`, { cause: error });
  }
}

/** The engine has a lock too, which the kernel ends with its process, but says only that it failed. */
function whyNot(error: unknown): string {
  return String(error).includes("one active data directory per process")
    ? "this process has a store in another folder open; close that one first"
    : "another process has it open, or it is damaged; stop that process or choose another folder";
}

async function makeFolder(dataDir: string): Promise<void> {
  try {
    await mkdir(dataDir, { recursive: true });
  } catch (error) {
    throw new StoreUnwritableError(
      `cannot make the data folder ${dataDir}: ${firstLine(error)}; choose a folder that this user can write`,
      { cause: error },
    );
  }
}

function parseLines(text: string): readonly (readonly unknown[])[] {
  const rows: unknown = JSON.parse(`[${text.trimEnd().replaceAll("\n", ",")}]`);
  assert(Array.isArray(rows) && rows.every(Array.isArray), "rows are arrays of cells");
  return rows;
}

function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split("\n", 1)[0] ?? message;
}
