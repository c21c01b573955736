import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Session } from "chdb";
import { setParameters } from "./bind-parameters.ts";
import { lockDataFolder } from "./data-folder-lock.ts";
import { damagedPart, type DamagedPart } from "./damaged-part.ts";
import { embeddedError } from "./embedded-error.ts";
import {
  ENGINE_SETTINGS,
  INSERT_SETTINGS,
  type Engine,
  type Statement,
  type StreamFormat,
  type TableInsert,
} from "./engine.ts";
import { firstLine } from "./engine-error.ts";
import { parseRows } from "./parse-rows.ts";
import { PLAIN, type SchemaMode } from "./schema-modes/schema-mode.ts";
import { SessionStreams } from "./session-streams.ts";
import { EmbeddedSql } from "./sql/embedded-sql.ts";
import { engineAccess } from "./sql/engine-access.ts";
import type { ReadOnlySql } from "./sql/read-only-sql.ts";
import { StoreError, StoreLockedError, StoreUnwritableError } from "./store-error.ts";

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
    const access = await engineAccess(dataDir);
    const openOne = (): Session => openSession(chdb.Session, dataDir, access);
    const open = (): SessionQueue => new SessionQueue(openOne(), dataDir);
    const writer = open();
    const readers = Array.from({ length: READERS }, open);
    const streams = new SessionStreams(openOne, join(dataDir, "moving"));
    await streams.removeLeftovers();
    const sessions = { writer, readers, streams, sql: new EmbeddedSql(openOne) };
    return new EmbeddedEngine(dataDir, sessions, lock.takenOver, async (complete) => {
      await chdb.drainPending();
      await (complete ? lock.release() : lock.abandon());
    });
  } catch (error) {
    await (lock.takenOver ? lock.abandon() : lock.release());
    throw error;
  }
}

/** Who asks and writes side by side, each in sessions of its own. */
interface Sessions {
  readonly writer: SessionQueue;
  readonly readers: readonly SessionQueue[];
  readonly streams: SessionStreams;
  readonly sql: EmbeddedSql;
}

class EmbeddedEngine implements Engine {
  readonly mayHoldCutInsert: boolean;
  // The lock of the folder keeps everybody else out.
  readonly isShared = false;
  readonly folder: string;
  readonly readOnlySql: ReadOnlySql & { close(): Promise<void> };
  readonly schema: SchemaMode = PLAIN;
  readonly #writer: SessionQueue;
  readonly #readers: readonly SessionQueue[];
  readonly #streams: SessionStreams;
  readonly #release: (complete: boolean) => Promise<void>;

  constructor(
    folder: string,
    { writer, readers, streams, sql }: Sessions,
    takenOver: boolean,
    release: (complete: boolean) => Promise<void>,
  ) {
    this.folder = folder;
    this.mayHoldCutInsert = takenOver;
    this.#writer = writer;
    this.#readers = readers;
    this.readOnlySql = sql;
    this.#streams = streams;
    this.#release = release;
  }

  /** A damaged part is set aside and the rest is asked: else one bad block would stop every question and insert. */
  async query(statement: Statement): Promise<readonly (readonly unknown[])[]> {
    try {
      return await this.#read(statement);
    } catch (error) {
      const part = error instanceof StoreError ? damagedPart(error.message) : null;
      if (part === null || !(await this.#setAside(part))) throw error;
      return this.query(statement);
    }
  }

  /** Moves the part into the table's folder `detached`, where it stays; false where the engine finds it sound. */
  async #setAside({ table, part }: DamagedPart): Promise<boolean> {
    const check = `CHECK TABLE ${table} PART '${part}' SETTINGS check_query_single_value_result = 1`;
    const [[sound] = []] = await this.#read({ sql: check, parameters: {} });
    if (Number(sound) !== 0) return false;
    await this.execute(`ALTER TABLE ${table} DETACH PART '${part}'`);
    return true;
  }

  async #read({ sql, parameters }: Statement): Promise<readonly (readonly unknown[])[]> {
    const bound = setParameters(parameters) + sql;
    const result = await this.#idlestReader().run((session) =>
      session.queryAsync(bound, { format: "JSONCompactEachRow" }),
    );
    return parseRows(result.text());
  }

  stream(statement: Statement, format: StreamFormat): AsyncIterable<Uint8Array> {
    return this.#streams.read(statement, format);
  }

  streamFile(statement: Statement, format: StreamFormat): AsyncIterable<Uint8Array> {
    return this.#streams.read(statement, format);
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
    await this.readOnlySql.close();
    const queues = [this.#writer, ...this.#readers];
    await Promise.all([this.#streams.close(), ...queues.map((queue) => queue.close())]);
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
    this.#tail = result.catch(() => this.#discardLeftovers());
    try {
      return await result;
    } catch (error) {
      throw embeddedError(error, this.#dataDir);
    } finally {
      this.#waiting -= 1;
    }
  }

  /** Rows that a query gave before it failed would stand in front of the answer to the next one. */
  async #discardLeftovers(): Promise<void> {
    await this.#session.queryAsync("SELECT 1").catch(() => undefined);
  }

  async close(): Promise<void> {
    await this.#tail;
    this.#session.close();
  }
}

function openSession(SessionClass: typeof Session, dataDir: string, access: readonly string[]): Session {
  const settings = Object.entries(ENGINE_SETTINGS).map(([name, value]) => `--${name}=${value}`);
  const connectionArgs = [...access, ...settings];
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
