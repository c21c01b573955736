import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import type { Session } from "chdb";
import { quoteElement } from "../bind-parameters.ts";
import { READER_ROLE } from "./engine-access.ts";
import { guardStatement, type GuardedStatement } from "./guard-statement.ts";
import { withRevision } from "./native-blocks.ts";
import type { ReadOnlySql, SqlAnswer, SqlChunk, SqlQuestion } from "./read-only-sql.ts";
import { sqlError, sqlErrorOf } from "./sql-error.ts";
import { HeaderOnce, isStreamed } from "./streamed-formats.ts";
import { takeSettings } from "./take-settings.ts";
import { Turns } from "./turns.ts";

/** What the engine knows, asked once: the names that the guards go by. */
interface Names {
  readonly settings: ReadonlySet<string>;
  readonly tableFunctions: ReadonlySet<string>;
}

/** A statement that may run: under which settings, and how its answer comes. */
interface Plan {
  readonly sql: string;
  readonly format: string;
  readonly streams: boolean;
  readonly settings: Readonly<Record<string, string>>;
  readonly timezone: string;
}

/**
 * SQL of others on sessions of their own, a new one for each statement (it opens in 1 ms), so that nothing that one
 * sets or leaves behind reaches another. See decisions/2026-11-24-clickhouse-endpoint.md for what closes what.
 */
export class EmbeddedSql implements ReadOnlySql {
  readonly #open: () => Session;
  readonly #turns = new Turns();
  readonly #running = new Set<AbortController>();
  #names: Promise<Names> | null = null;

  /** @param open a session on the store's folder, with the owner's rights */
  constructor(open: () => Session) {
    this.#open = open;
  }

  async ask(question: SqlQuestion): Promise<SqlAnswer> {
    const leave = await this.#turns.enter(question.signal);
    const session = this.#open();
    try {
      return await this.#start(session, question, leave);
    } catch (error) {
      session.close();
      leave();
      throw sqlErrorOf(error);
    }
  }

  /** Ends what runs. */
  async close(): Promise<void> {
    for (const running of this.#running) running.abort();
    await this.#turns.empty();
  }

  async #start(session: Session, question: SqlQuestion, leave: () => void): Promise<SqlAnswer> {
    const plan = await this.#plan(session, question);
    const mark = randomUUID();
    const setup = [
      ...Object.entries({ ...plan.settings, log_comment: mark }).map(([name, value]) => set(name, value)),
      ...Object.entries(question.parameters).map(([name, value]) => set(`param_${name}`, value)),
      // Last: it can be turned on, and nothing in this session can turn it off again.
      "SET readonly = 1",
    ];
    await this.#turns.take(question.signal, () => session.queryAsync(setup.join(";\n")));
    const abort = this.#abortOf(question.signal, mark);
    const source = plan.streams ? streamed(session, plan) : whole(session, plan);
    const revision = plan.format.toLowerCase() === "native" ? question.protocolRevision : 0;
    return {
      format: plan.format,
      timezone: plan.timezone,
      next: () => this.#next(source, abort.signal, revision),
      close: async () => {
        this.#running.delete(abort);
        await source.return(undefined);
        session.close();
        leave();
      },
    };
  }

  /** The fetches of all statements take turns; between two of them a client may be as slow as it likes. */
  async #next(
    source: AsyncIterator<SqlChunk>,
    signal: AbortSignal,
    revision: number,
  ): Promise<SqlChunk | null> {
    try {
      const next = await this.#turns.take(signal, () => source.next());
      if (next.done === true) return null;
      return { ...next.value, bytes: withRevision(next.value.bytes, revision) };
    } catch (error) {
      throw sqlErrorOf(error);
    }
  }

  async #plan(session: Session, { signal, sql, format, settings, parameters }: SqlQuestion): Promise<Plan> {
    const { settings: known, tableFunctions } = await (this.#names ??= this.#askNames());
    const read = await this.#turns.take(signal, () => session.queryAsync(readStatement(sql), ROWS));
    const [timezone, statement] = cells(read.text());
    const guarded = guardStatement(statement, parameters, tableFunctions);
    const wanted = guarded.format ?? format;
    const given = { ...settings, ...guarded.settings?.values };
    const streams =
      guarded.streams && isStreamed(wanted) && given["output_format_json_array_of_rows"] !== "1";
    return {
      sql: restOf(guarded, sql),
      format: wanted,
      streams,
      settings: takeSettings(given, known, streams),
      timezone: given["session_timezone"] ?? timezone,
    };
  }

  /** The binding cannot interrupt a statement; the engine can, and finds it by its mark. */
  #abortOf(signal: AbortSignal, mark: string): AbortController {
    const abort = new AbortController();
    this.#running.add(abort);
    const kill = (): void => {
      if (this.#running.has(abort)) void this.#kill(mark);
    };
    abort.signal.addEventListener("abort", kill, { once: true });
    if (signal.aborted) abort.abort();
    signal.addEventListener("abort", () => abort.abort(), { once: true });
    return abort;
  }

  async #kill(mark: string): Promise<void> {
    const session = this.#open();
    try {
      await session.queryAsync(`KILL QUERY WHERE Settings['log_comment'] = ${quoteElement(mark)} ASYNC`);
    } catch {
      // It has just ended by itself, or it ends with its time.
    } finally {
      session.close();
    }
  }

  async #askNames(): Promise<Names> {
    const session = this.#open();
    try {
      const settings = await session.queryAsync("SELECT name FROM system.settings", LINES);
      const functions = await session.queryAsync("SELECT lower(name) FROM system.table_functions", LINES);
      return { settings: linesOf(settings.text()), tableFunctions: linesOf(functions.text()) };
    } finally {
      session.close();
    }
  }
}

const ROWS = { format: "JSONCompactEachRow" } as const;
const LINES = { format: "TabSeparated" } as const;

function linesOf(text: string): ReadonlySet<string> {
  return new Set(text.trimEnd().split("\n"));
}

/** The statement as the engine reads it, which proves that it is one and not several. */
function readStatement(sql: string): string {
  return `SET ROLE ${READER_ROLE}; SELECT timezone(), formatQuerySingleLine(${quoteElement(sql)})`;
}

function cells(line: string): [string, string] {
  const row: unknown = JSON.parse(line);
  assert(
    Array.isArray(row) && typeof row[0] === "string" && typeof row[1] === "string",
    "a row of two texts",
  );
  return [row[0], row[1]];
}

/** The statement itself, but for a SETTINGS clause: the engine refuses it, we have taken what it says. */
function restOf({ settings }: GuardedStatement, sql: string): string {
  return settings === null ? sql : settings.rest;
}

function set(name: string, value: string): string {
  if (!/^\w+$/.test(name)) throw sqlError(36, `${name} is no name of a setting or parameter`);
  return `SET ${name} = ${quoteElement(value)}`;
}

async function* streamed(session: Session, { sql, format }: Plan): AsyncGenerator<SqlChunk, void, void> {
  const header = new HeaderOnce(format);
  for await (const chunk of session.queryStream(sql, { format })) {
    yield { bytes: header.rest(chunk.raw()), rows: chunk.numRows, read: null };
  }
}

async function* whole(session: Session, { sql, format }: Plan): AsyncGenerator<SqlChunk, void, void> {
  const result = await session.queryAsync(sql, { format });
  yield { bytes: result.bytes(), rows: null, read: { rows: result.rowsRead, bytes: result.bytesRead } };
}
