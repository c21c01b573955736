import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { callWith, received, YESTERDAY } from "./call-with.case.ts";
import { serveClickHouse, type ClickHouseOverHttp } from "./clickhouse-http.case.ts";
import { openStore } from "./open-store.ts";
import { openRemoteEngine } from "./remote-engine.ts";
import type { Store } from "./store.ts";
import { temporaryFolder } from "./temporary-folder.case.ts";

let server: ClickHouseOverHttp;
let stores: Store[] = [];
beforeAll(async () => {
  server = await serveClickHouse(temporaryFolder());
});
afterAll(async () => {
  await Promise.all(stores.map((store) => store.close()));
  await server.close();
});

test("servers that start at once on an empty store make its schema once", async () => {
  stores = await Promise.all([1, 2, 3].map(() => openStore({ url: server.url })));
  const again = await openStore({ url: server.url });
  expect((await again.ledger({ from: 0, to: 1 })).received).toBe(0);
  await again.close();
});

/** Which calls of 60 come in which of 24 requests, to every server. */
const REQUESTS = fc.array(fc.array(fc.nat(59), { minLength: 1 }), { minLength: 24, maxLength: 24 });

test("calls that come to several servers at the same time are stored once, and the rollups count them once", async () => {
  const calls = Array.from({ length: 60 }, () => callWith({ project: "both" }));
  const chosen = fc.sample(REQUESTS, { numRuns: 1, seed: 1 })[0] ?? [];
  const requests = chosen.map((indices, n) =>
    received(
      indices.flatMap((i) => calls[i] ?? []),
      YESTERDAY * 1000 + n,
    ),
  );
  await Promise.all(stores.flatMap((store) => requests.map((request) => store.insert(request))));
  const different = new Set(chosen.flat()).size;
  const engine = await openRemoteEngine(server.url);
  const rows = await engine.query({
    sql: `SELECT toInt32(count()), toInt32(uniqExact(span_id)), (SELECT toInt32(sum(calls)) FROM rollup_hour WHERE project = 'both')
          FROM calls WHERE project = 'both'`,
    parameters: {},
  });
  await engine.close();
  expect(rows).toEqual([[different, different, different]]);
});
