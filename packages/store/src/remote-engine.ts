import { Readable } from "node:stream";
import { ClickHouseLogLevel, createClient, type ClickHouseClient } from "@clickhouse/client";
import {
  ENGINE_SETTINGS,
  INSERT_SETTINGS,
  type Engine,
  type Statement,
  type StreamFormat,
  type TableInsert,
} from "./engine.ts";
import { remoteAddress } from "./remote-address.ts";
import { streamInTemporaryEngine } from "./temporary-engine.ts";
import { StoreError, StoreUnavailableError } from "./store-error.ts";

/** Connects to a ClickHouse server, cluster or cloud service. User, password and database may stand in the URL. */
export async function openRemoteEngine(url: string): Promise<Engine> {
  const client = createClient({
    ...remoteAddress(url),
    application: "promptprof",
    request_timeout: 60_000,
    // What goes wrong is thrown and said once, by the caller; the client would print it besides, with the statement.
    log: { level: ClickHouseLogLevel.OFF },
    use_multipart_params_auto: true,
    clickhouse_settings: ENGINE_SETTINGS,
  });
  const engine = new RemoteEngine(client, new URL(url).host);
  try {
    await engine.connect();
    return engine;
  } catch (error) {
    await client.close();
    throw error;
  }
}

/** The engine's own limit comes before ours: nobody may look calls up while an insert of theirs is still at work. */
const INSERT_S_MAX = 25;
const INSERT_TIMEOUT_MS = 30_000;

class RemoteEngine implements Engine {
  // A server tells nobody that it died; the last insert is applied again each time, which is a fraction of a second.
  readonly mayHoldCutInsert = true;
  readonly isShared = true;
  #readOnly = false;
  readonly folder = null;
  readonly #client: ClickHouseClient;
  readonly #host: string;

  constructor(client: ClickHouseClient, host: string) {
    this.#client = client;
    this.#host = host;
  }

  /** Whether the server lets us write: the one behind another promptprof's `/clickhouse` does not. */
  get readOnly(): boolean {
    return this.#readOnly;
  }

  async connect(): Promise<void> {
    const rows = await this.query({ sql: "SELECT toString(getSetting('readonly'))", parameters: {} });
    this.#readOnly = rows[0]?.[0] !== "0";
  }

  async query({ sql, parameters }: Statement): Promise<readonly (readonly unknown[])[]> {
    return this.#reach(async () => {
      const result = await this.#client.query({
        query: sql,
        query_params: parameters,
        format: "JSONCompactEachRow",
      });
      return result.json<unknown[]>();
    });
  }

  async execute(sql: string): Promise<void> {
    await this.#reach(() => this.#client.command({ query: sql }));
  }

  async insert({ table, columns, lines, token }: TableInsert): Promise<void> {
    const [first, ...rest] = columns;
    await this.#reach(() =>
      this.#client.insert({
        table,
        values: Readable.from([lines], { objectMode: false }),
        format: "TabSeparated",
        ...(first === undefined ? {} : { columns: [first, ...rest] }),
        abort_signal: AbortSignal.timeout(INSERT_TIMEOUT_MS),
        clickhouse_settings: {
          ...INSERT_SETTINGS,
          insert_deduplication_token: token,
          max_execution_time: INSERT_S_MAX,
        },
      }),
    );
  }

  async *stream({ sql, parameters }: Statement, format: StreamFormat): AsyncGenerator<Uint8Array> {
    const result = await this.#reach(() =>
      this.#client.exec({ query: `${sql}\nFORMAT ${format}`, query_params: parameters }),
    );
    try {
      for await (const chunk of result.stream) yield chunk;
    } catch (error) {
      throw this.#named(error);
    }
  }

  streamFile(statement: Statement, format: StreamFormat): AsyncIterable<Uint8Array> {
    return streamInTemporaryEngine(statement, format);
  }

  close(): Promise<void> {
    return this.#client.close();
  }

  /** A server that answers with an error has understood us; one that does not answer may be back soon. */
  async #reach<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw this.#named(error);
    }
  }

  #named(error: unknown): StoreError {
    const message = error instanceof Error ? error.message : String(error);
    if (isAnswer(error)) return new StoreError(`ClickHouse at ${this.#host}: ${message}`, { cause: error });
    return new StoreUnavailableError(
      `ClickHouse at ${this.#host} does not answer (${message}); check that it runs and that the address is right`,
      { cause: error },
    );
  }
}

/** Codes by which a server says "not now": too many queries, parts or memory in use, a full disk, shutting down, read-only. */
const TRY_AGAIN = new Set(["159", "202", "209", "210", "241", "242", "243", "252", "319", "394"]);

function isAnswer(error: unknown): boolean {
  return (
    error instanceof Error &&
    "code" in error &&
    /^\d+$/.test(String(error.code)) &&
    !TRY_AGAIN.has(String(error.code))
  );
}
