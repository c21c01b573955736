import { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { ClickHouseLogLevel, createClient, type ClickHouseClient } from "@clickhouse/client";
import { textCell } from "./cell-codec.ts";
import {
  ENGINE_SETTINGS,
  INSERT_SETTINGS,
  type Engine,
  type Statement,
  type StreamFormat,
  type TableInsert,
} from "./engine.ts";
import { remoteAddress } from "./remote-address.ts";
import { firstFailure, isCut, parseStoreUrl, refuseOldVersion, remoteFailure } from "./remote-refusal.ts";
import { detectMode } from "./schema-modes/detect-mode.ts";
import { modeSettings } from "./schema-modes/mode-settings.ts";
import { PLAIN, type SchemaMode } from "./schema-modes/schema-mode.ts";
import { StoreError } from "./store-error.ts";
import { streamInTemporaryEngine } from "./temporary-engine.ts";

/** How a server keeps its tables; null = what it says of itself. `cluster` is its name, in that mode alone. */
export interface RemoteMode {
  readonly mode: SchemaMode["mode"] | null;
  readonly cluster: string | null;
}

/**
 * Connects to a ClickHouse server, cluster or cloud service. User, password and database may stand in the URL.
 *
 * @throws StoreError where what answers is no ClickHouse, too old, or refuses the user; StoreUnavailableError where nothing does
 */
export async function openRemoteEngine(
  url: string,
  wanted: RemoteMode = { mode: null, cluster: null },
): Promise<Engine> {
  const parsed = parseStoreUrl(url);
  const bare = new RemoteEngine(newClient(parsed), parsed, { schema: PLAIN, readOnly: false });
  try {
    const database = await askDatabase(bare, parsed);
    if (await isReadOnly(bare))
      return new RemoteEngine(bare.client, parsed, { schema: PLAIN, readOnly: true });
    const schema = await modeOf(bare, wanted, database);
    return new RemoteEngine(bare.client, parsed, { schema, readOnly: false });
  } catch (error) {
    await bare.close();
    throw error;
  }
}

function newClient(url: URL): ClickHouseClient {
  // Beyond this network, bytes cost more than the processor time that packing them takes.
  const isFar = url.protocol === "https:";
  return createClient({
    ...remoteAddress(url.href),
    application: "promptprof",
    request_timeout: 60_000,
    compression: { request: isFar, response: isFar },
    // What goes wrong is thrown and said once, by the caller; the client would print it besides, with the statement.
    log: { level: ClickHouseLogLevel.OFF },
    use_multipart_params_auto: true,
    clickhouse_settings: ENGINE_SETTINGS,
  });
}

/** The first question: is it ClickHouse, new enough, and does it let us in? */
async function askDatabase({ client }: RemoteEngine, url: URL): Promise<string> {
  const [version, database] = await firstAnswer(client, url);
  refuseOldVersion(version, url);
  return database;
}

async function firstAnswer(client: ClickHouseClient, url: URL): Promise<readonly [string, string]> {
  try {
    const query = "SELECT version(), currentDatabase()";
    const rows = await (await client.query({ query, format: "JSONCompactEachRow" })).json<unknown[]>();
    return [textCell(rows[0]?.[0]), textCell(rows[0]?.[1])];
  } catch (error) {
    throw firstFailure(error, url);
  }
}

/** Whether the server lets us write: the one behind another promptprof's `/clickhouse` does not. */
async function isReadOnly(engine: Engine): Promise<boolean> {
  const rows = await engine.query({ sql: "SELECT toString(getSetting('readonly'))", parameters: {} });
  return rows[0]?.[0] !== "0";
}

async function modeOf(engine: Engine, { mode, cluster }: RemoteMode, database: string): Promise<SchemaMode> {
  if (mode === null) return detectMode(engine);
  if (mode !== "cluster") return { mode };
  if (cluster === null)
    throw new StoreError("store.cluster: the name of the cluster is missing; SHOW CLUSTERS lists them");
  return { mode, cluster, database };
}

/** The engine's own limit comes before ours: nobody may look calls up while an insert of theirs is still at work. */
const INSERT_S_MAX = 25;
const INSERT_TIMEOUT_MS = 30_000;

class RemoteEngine implements Engine {
  // A server tells nobody that it died; the last insert is applied again where nobody saw its end.
  readonly mayHoldCutInsert = true;
  readonly isShared = true;
  readonly folder = null;
  readonly schema: SchemaMode;
  readonly readOnly: boolean;
  readonly client: ClickHouseClient;
  readonly #url: URL;

  constructor(
    client: ClickHouseClient,
    url: URL,
    { schema, readOnly }: Pick<RemoteEngine, "schema" | "readOnly">,
  ) {
    this.client = client;
    this.#url = url;
    this.schema = schema;
    this.readOnly = readOnly;
  }

  async query({ sql, parameters }: Statement): Promise<readonly (readonly unknown[])[]> {
    return this.#reach(async () => {
      const result = await this.client.query({
        query: sql,
        query_params: parameters,
        format: "JSONCompactEachRow",
        clickhouse_settings: modeSettings(this.schema),
      });
      return result.json<unknown[]>();
    });
  }

  async execute(sql: string): Promise<void> {
    const clickhouse_settings = modeSettings(this.schema);
    await this.#reach(() => this.client.command({ query: sql, clickhouse_settings }));
  }

  /** Under the same token a repetition is no second insert, so a connection that was cut is no failure yet. */
  async insert({ table, columns, lines, token }: TableInsert): Promise<void> {
    const [first, ...rest] = columns;
    await this.#reach(() =>
      this.client.insert({
        table,
        values: Readable.from([lines], { objectMode: false }),
        format: "TabSeparated",
        ...(first === undefined ? {} : { columns: [first, ...rest] }),
        abort_signal: AbortSignal.timeout(INSERT_TIMEOUT_MS),
        clickhouse_settings: {
          ...INSERT_SETTINGS,
          ...modeSettings(this.schema),
          insert_deduplication_token: token,
          max_execution_time: INSERT_S_MAX,
        },
      }),
    );
  }

  async *stream({ sql, parameters }: Statement, format: StreamFormat): AsyncGenerator<Uint8Array> {
    const clickhouse_settings = modeSettings(this.schema);
    const query = `${sql}\nFORMAT ${format}`;
    const result = await this.#reach(() =>
      this.client.exec({ query, query_params: parameters, clickhouse_settings }),
    );
    try {
      for await (const chunk of result.stream) yield chunk;
    } catch (error) {
      throw remoteFailure(error, this.#url);
    }
  }

  streamFile(statement: Statement, format: StreamFormat): AsyncIterable<Uint8Array> {
    return streamInTemporaryEngine(statement, format);
  }

  close(): Promise<void> {
    return this.client.close();
  }

  /**
   * A connection that the other side has just closed, as a server and what stands before it do with idle ones, is
   * replaced by another. Every statement may be repeated: reads, inserts by their token, the schema by its IF NOT EXISTS.
   */
  async #reach<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work().catch(async (error: unknown) => {
        if (!isCut(error)) throw error;
        await sleep(50);
        return work();
      });
    } catch (error) {
      throw remoteFailure(error, this.#url);
    }
  }
}
