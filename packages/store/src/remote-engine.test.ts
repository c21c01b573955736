import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { serveClickHouse, type ClickHouseOverHttp } from "./clickhouse-http.case.ts";
import type { Engine } from "./engine.ts";
import { engineWith } from "./engine-with.case.ts";
import { openRemoteEngine } from "./remote-engine.ts";
import { rollupLaws } from "./rollup-laws.case.ts";
import { storeCases } from "./store.case.ts";
import { StoreError, StoreUnavailableError } from "./store-error.ts";
import { temporaryFolder } from "./temporary-folder.case.ts";

/** An engine by HTTP that closes what it speaks to as well. */
async function openOverHttp(): Promise<Engine> {
  const server = await serveClickHouse(temporaryFolder());
  const engine = await openRemoteEngine(server.url);
  return closing(engine, () => server.close());
}

/** A new database on a real server, dropped in the end. */
async function openOnServer(url: string): Promise<Engine> {
  const database = `promptprof_test_${randomBytes(6).toString("hex")}`;
  const admin = await openRemoteEngine(url);
  await admin.execute(`CREATE DATABASE ${database}`);
  const own = new URL(url);
  own.pathname = `/${database}`;
  return closing(await openRemoteEngine(own.href), async () => {
    await admin.execute(`DROP DATABASE ${database}`);
    await admin.close();
  });
}

function closing(engine: Engine, after: () => Promise<void>): Engine {
  return engineWith(engine, {
    close: async () => {
      await engine.close();
      await after();
    },
  });
}

storeCases("ClickHouse over HTTP", openOverHttp);
rollupLaws("ClickHouse over HTTP", openOverHttp);

const url = process.env["PROMPTPROF_TEST_CLICKHOUSE_URL"];
describe.skipIf(url === undefined)(
  "with the server of PROMPTPROF_TEST_CLICKHOUSE_URL (skipped when it is not set)",
  () => {
    storeCases("a ClickHouse server", () => openOnServer(url ?? ""));
    rollupLaws("a ClickHouse server", () => openOnServer(url ?? ""));
  },
);

describe("what goes wrong with a server", () => {
  let server: ClickHouseOverHttp;
  let engine: Engine;
  beforeAll(async () => {
    server = await serveClickHouse(temporaryFolder());
    engine = await openRemoteEngine(server.url);
  });
  afterAll(() => engine.close());

  test("a statement that it refuses is our failure, with its words", async () => {
    const refused = engine.query({ sql: "SELECT nothing_of_this_name", parameters: {} });
    await expect(refused).rejects.toThrow(StoreError);
    await expect(refused).rejects.not.toThrow(StoreUnavailableError);
    await expect(refused).rejects.toThrow(/nothing_of_this_name/);
  });

  test("a server that has no memory now is worth another try", async () => {
    const failing = engine.query({
      sql: "SELECT throwIf(1, 'busy', 241::Int16) SETTINGS allow_custom_error_code_in_throwif = 1",
      parameters: {},
    });
    await expect(failing).rejects.toThrow(StoreUnavailableError);
  });

  test("a server that has gone away is worth another try", async () => {
    await server.close();
    await expect(engine.query({ sql: "SELECT 1", parameters: {} })).rejects.toThrow(StoreUnavailableError);
  });
});
