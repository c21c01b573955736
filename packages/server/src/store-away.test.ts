import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { serveClickHouse, type ClickHouseOverHttp } from "../../store/src/clickhouse-http.case.ts";
import type { CallsAnswer } from "./contract.ts";
import { bodyOf, chatSpan } from "./otlp-json.case.ts";
import { JSON_TYPE, startTestServer, type TestServer } from "./test-server.case.ts";

const ENV = { PROMPTPROF_SETTLE_QUIET_MS: "0", PROMPTPROF_SETTLE_HOLD_MS: "0" };
const SPANS_PER_REQUEST = 20;

let folder = "";
let engine: ClickHouseOverHttp | null = null;
let server: TestServer | null = null;
let serial = 0;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "promptprof-away-"));
});
afterEach(async () => {
  await server?.remove();
  await engine?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Sends one request, and gives its spans once they are acknowledged. Nothing else than 200 is right. */
async function send(to: TestServer): Promise<string[]> {
  const spans = Array.from({ length: SPANS_PER_REQUEST }, () => chatSpan(++serial, Date.now() - 1000));
  const { status } = await to.post("/v1/traces", bodyOf(spans), JSON_TYPE);
  expect(status).toBe(200);
  return spans.map(({ spanId }) => spanId);
}

async function sendUntil(to: TestServer, acknowledged: string[], hasEnded: () => boolean): Promise<void> {
  while (!hasEnded()) acknowledged.push(...(await send(to)));
}

async function storedSpans(from: TestServer): Promise<string[]> {
  const spans: string[] = [];
  for (let cursor: string | null = ""; cursor !== null;) {
    const query = cursor === "" ? "" : `&cursor=${cursor}`;
    const page: { body: CallsAnswer } = await from.ask<CallsAnswer>(`/api/v1/calls?limit=1000${query}`);
    spans.push(...page.body.calls.map(({ spanId }) => spanId));
    cursor = page.body.nextCursor;
  }
  return spans;
}

test("a store that goes away under load and comes back has every acknowledged call once", async () => {
  engine = await serveClickHouse(folder);
  const { url } = engine;
  server = await startTestServer({ storeUrl: url, env: ENV });
  const acknowledged: string[] = [];
  let ended = false;
  const sending = sendUntil(server, acknowledged, () => ended);
  for (let i = 0; i < 2; i++) {
    await sleep(700);
    await engine.close();
    await sleep(700);
    engine = await serveClickHouse(folder, Number(new URL(url).port));
  }
  ended = true;
  await sending;
  const ledger = await server.flush();
  expect(ledger.stored).toBe(acknowledged.length);
  expect((await storedSpans(server)).toSorted()).toEqual(acknowledged.toSorted());
});

test("a server starts while its store is down, acknowledges, and stores all when it comes", async () => {
  const port = await freePort();
  server = await startTestServer({ storeUrl: `http://127.0.0.1:${port}`, env: ENV });
  const acknowledged = [...(await send(server)), ...(await send(server))];
  const early = await server.ask<{ error: unknown }>("/api/v1/calls");
  expect(early.status).toBe(503);
  engine = await serveClickHouse(folder, port);
  await server.flush();
  expect((await storedSpans(server)).toSorted()).toEqual(acknowledged.toSorted());
});

test("a backup of a store on a server is refused with who writes it", async () => {
  server = await startTestServer({ storeUrl: `http://127.0.0.1:${await freePort()}`, env: ENV });
  const answer = await server.post("/api/v1/backup?dir=/backup", "");
  expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining("BACKUP DATABASE")]);
});

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  return typeof address === "object" && address !== null ? address.port : 0;
}
