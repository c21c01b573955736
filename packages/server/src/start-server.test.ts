import { createServer } from "node:http";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CallsAnswer, LedgerAnswer } from "./contract.ts";
import { bodyOf, chatSpan } from "./otlp-json.case.ts";
import { StartError } from "./start-error.ts";
import { startServer } from "./start-server.ts";
import { JSON_TYPE, startTestServer, TEST_OPTIONS, type TestServer } from "./test-server.case.ts";

const folder = mkdtempSync(join(tmpdir(), "promptprof-start-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The one line that a start fails with. */
async function problemOf(options: Partial<Parameters<typeof startServer>[0]>): Promise<string> {
  try {
    const server = await startServer({ ...TEST_OPTIONS, dataDir: join(folder, "unused"), ...options });
    await server.close();
  } catch (error) {
    if (error instanceof StartError) return error.message;
    throw error;
  }
  return "it started";
}

describe("what the user can put right is one line that says what to do", () => {
  test("mistakes of the configuration", async () => {
    const configFile = join(folder, "promptprof.yaml");
    writeFileSync(configFile, "projct: a\nlimits: {bodyBytes: 1}\n");
    const problem = await problemOf({ configFile });
    expect(problem.split("\n")).toEqual([
      expect.stringMatching(/promptprof\.yaml:1: projct: unknown key; did you mean project\?$/),
      expect.stringMatching(/promptprof\.yaml:2: limits\.bodyBytes: 1 is not a whole number from 1024 to /),
    ]);
  });

  test("an address beyond this machine without keys", async () => {
    const problem = await problemOf({ listen: { host: "0.0.0.0", port: 0 } });
    expect(problem).toMatch(
      /^listen: 0\.0\.0\.0:0 can be reached from other machines and there are no keys; .*allowUnauthenticated: true/,
    );
    expect(problem).not.toContain("\n");
  });

  test("a folder that cannot be made", async () => {
    writeFileSync(join(folder, "file"), "");
    const problem = await problemOf({ dataDir: join(folder, "file", "data") });
    expect(problem).toMatch(/data folder .*file\/data.*choose a folder that this user can write/);
    expect(problem).not.toContain("\n");
  });

  test("a store to read from, another promptprof's, that does not answer", async () => {
    const problem = await problemOf({ storeUrl: "http://127.0.0.1:9/clickhouse" });
    expect(problem).toMatch(/^ClickHouse at 127\.0\.0\.1:9 does not answer .*check that it runs/);
    expect(problem).not.toContain("\n");
  });
});

describe("a server that runs", () => {
  let served: TestServer;
  beforeAll(async () => {
    served = await startTestServer({ dataDir: join(folder, "data") });
  });
  afterAll(() => served.stop());

  test("its port and its folder are taken", async () => {
    const { port } = new URL(served.url);
    const dataDir = join(folder, "data");
    expect(await problemOf({ dataDir })).toMatch(
      /^the data folder .* is in use by this process; stop it, .* with --data$/,
    );
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const address = other.address();
    const taken = typeof address === "object" && address !== null ? address.port : Number(port);
    await served.stop();
    expect(await problemOf({ dataDir, listen: { host: "127.0.0.1", port: taken } })).toBe(
      `listen: 127.0.0.1:${taken} is in use; stop what runs there or choose another with --listen`,
    );
    await new Promise((resolve) => other.close(resolve));
    served = await startTestServer({ dataDir });
  });

  test("the same question in this process and over the socket has the same answer", async () => {
    const inProcess = await served.server.fetch("/api/v1/ledger?from=0&to=1");
    const overSocket = await served.ask("/api/v1/ledger?from=0&to=1");
    expect(inProcess.status).toBe(200);
    expect(inProcess.headers["content-type"]).toBe("application/json; charset=utf-8");
    expect(JSON.parse(Buffer.from(inProcess.body).toString())).toEqual(overSocket.body);
    expect((await served.server.fetch("/api/v1/flush", { method: "post" })).status).toBe(200);
    await expect(served.server.fetch("/", { method: "BREW" })).rejects.toThrow(/method must be one of GET/);
  });

  test("the key of the users is made once, for its owner alone", async () => {
    const path = join(served.dataDir, "user.key");
    expect(readFileSync(path, "utf8")).toMatch(/^[0-9a-f]{64}\n$/);
    expect(statSync(path).mode & 0o077).toBe(0);
  });

  test("an acknowledged call waits, survives a stop before it has settled, and is stored at the next start", async () => {
    const start = Date.now() - 1000;
    await served.post(
      "/v1/traces",
      bodyOf([chatSpan(1, start), chatSpan(2, start, { parentSpanId: "00000000000000ff" })]),
      JSON_TYPE,
    );
    const { body: waiting } = await served.ask<LedgerAnswer>("/api/v1/ledger");
    expect(waiting).toMatchObject({ received: 2, stored: 0, waiting: 2 });
    await served.stop();
    served = await startTestServer({ dataDir: served.dataDir });
    const { body: again } = await served.ask<LedgerAnswer>("/api/v1/ledger");
    expect(again).toMatchObject({ received: 2, duplicate: 0 });
    expect(again.stored + again.waiting).toBe(2);
    expect(await served.flush()).toMatchObject({ received: 2, stored: 2, waiting: 0 });
    const { body } = await served.ask<CallsAnswer>("/api/v1/calls");
    expect(body.calls.map(({ spanId }) => spanId).toSorted()).toEqual([
      "0000000000000002",
      "0000000000000003",
    ]);
    expect(new Set(body.calls.map(({ user }) => user)).size).toBe(1);
  });

  test("a journal whose files are damaged starts, sets them aside and says what was lost", async () => {
    await served.post(
      "/v1/traces",
      bodyOf([chatSpan(11, Date.now() - 1000), chatSpan(12, Date.now() - 1000)]),
      JSON_TYPE,
    );
    const journal = join(served.dataDir, "journal");
    const batch = readdirSync(journal).find((name) => name.endsWith(".batch")) ?? "";
    await served.stop();
    const file = readFileSync(join(journal, batch));
    writeFileSync(join(journal, batch), file.subarray(0, file.byteLength - 10));
    writeFileSync(join(journal, "5.batch"), "garbage");
    served = await startTestServer({ dataDir: served.dataDir });
    expect(await served.flush()).toMatchObject({
      received: 4,
      stored: 2,
      rejected: { journal_damaged: 2 },
      waiting: 0,
    });
    expect(
      readdirSync(journal)
        .filter((name) => name.endsWith(".damaged"))
        .toSorted(),
    ).toEqual([`${batch}.damaged`, "5.batch.damaged"].toSorted());
  });

  test("when the disk takes nothing the sender is told to come back, and nothing of the request counts", async () => {
    const journal = join(served.dataDir, "journal");
    const before = await served.flush();
    rmSync(journal, { recursive: true });
    const refused = await served.post("/v1/traces", bodyOf([chatSpan(21, Date.now() - 1000)]), JSON_TYPE);
    expect(refused.status).toBe(503);
    expect(refused.headers.get("retry-after")).toBe("2");
    expect(JSON.parse(await refused.text())).toMatchObject({
      code: 14,
      message: expect.stringMatching(/the disk does not take/),
    });
    mkdirSync(journal);
    const { status } = await served.post("/v1/traces", bodyOf([chatSpan(21, Date.now() - 1000)]), JSON_TYPE);
    expect(status).toBe(200);
    expect(await served.flush()).toMatchObject({ received: before.received + 1, stored: before.stored + 1 });
  });

  test("close finishes what is under way, and closing twice is closing once", async () => {
    const requests = Array.from({ length: 20 }, (_, i) =>
      served.post("/v1/traces", bodyOf([chatSpan(100 + i, Date.now() - 1000)]), JSON_TYPE),
    );
    const first = await Promise.race(requests);
    expect(first.status).toBe(200);
    await Promise.all([served.server.close(), served.server.close()]);
    const answers = await Promise.allSettled(requests);
    const taken = answers.filter((answer) => answer.status === "fulfilled" && answer.value.status === 200);
    served = await startTestServer({ dataDir: served.dataDir });
    await served.flush();
    const { body } = await served.ask<CallsAnswer>("/api/v1/calls?limit=1000");
    const stored = body.calls.filter(({ spanId }) => Number.parseInt(spanId, 16) > 100);
    expect(stored.length).toBeGreaterThanOrEqual(taken.length);
    expect(new Set(stored.map(({ spanId }) => spanId)).size).toBe(stored.length);
  });
});

test("without a port it answers in this process alone, and refuses more than may wait", async () => {
  const server = await startServer({
    ...TEST_OPTIONS,
    dataDir: join(folder, "data"),
    listen: null,
    env: { PROMPTPROF_LIMITS_WAITING_BYTES: "1048576", PROMPTPROF_SETTLE_QUIET_MS: "3600000" },
  });
  expect(server.url).toBeNull();
  expect((await server.fetch("/readyz")).status).toBe(200);
  const spans = Array.from({ length: 1500 }, (_, i) => chatSpan(1000 + i, Date.now() - 1000));
  const statuses: number[] = [];
  for (let i = 0; i < 3; i++) {
    const answer = await server.fetch("/v1/traces", {
      method: "POST",
      headers: JSON_TYPE,
      body: bodyOf(spans),
    });
    statuses.push(answer.status);
  }
  expect(statuses).toEqual([200, 503, 503]);
  expect((await server.fetch("/readyz")).status).toBe(503);
  expect((await server.fetch("/healthz")).status).toBe(200);
  await server.fetch("/api/v1/flush", { method: "POST" });
  expect((await server.fetch("/readyz")).status).toBe(200);
  await server.close();
});
