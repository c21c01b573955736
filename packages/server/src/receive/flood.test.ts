import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bodyOf, chatSpan } from "../otlp-json.case.ts";
import { JSON_TYPE, startTestServer, type TestServer } from "../test-server.case.ts";

const WAITING_BYTES = 2 ** 20;
/** 200 calls are some 250 kB in the journal. */
const CALLS = 200;
const SENDERS = 4;

const folder = mkdtempSync(join(tmpdir(), "promptprof-flood-"));
let served: TestServer;

beforeAll(async () => {
  const configFile = join(folder, "promptprof.yaml");
  const limits = `limits: { waitingBytes: ${WAITING_BYTES} }`;
  writeFileSync(configFile, `${limits}\nsettle: { quietMs: 3600000, holdMs: 3600000 }\n`);
  served = await startTestServer({ configFile });
}, 120_000);

afterAll(async () => {
  await served.remove();
  rmSync(folder, { recursive: true });
});

let sent = 0;

function send(): Promise<Response> {
  const first = sent * CALLS;
  sent += 1;
  const spans = Array.from({ length: CALLS }, (_, i) => chatSpan(first + i, Date.now() - 1000));
  return served.post("/v1/traces", bodyOf(spans), JSON_TYPE);
}

function journalBytes(): number {
  const journal = join(served.dataDir, "journal");
  const batches = readdirSync(journal).filter((name) => name.endsWith(".batch"));
  return batches.reduce((sum, name) => sum + statSync(join(journal, name)).size, 0);
}

test("a flood is refused with a time to come back once as much waits as may, and what was taken is stored once", async () => {
  let taken = 0;
  let refused: Response | null = null;
  let largest = 0;
  for (let round = 0; refused === null && round < 50; round += 1) {
    const before = journalBytes();
    const answers = await Promise.all(Array.from({ length: SENDERS }, send));
    taken += answers.filter(({ status }) => status === 200).length;
    largest = Math.max(largest, journalBytes() - before);
    refused = answers.find(({ status }) => status !== 200) ?? null;
  }
  expect(refused?.status).toBe(503);
  expect(refused?.headers.get("retry-after")).toBe("2");

  // Who was let in together may go over the bound together; after that nobody is let in.
  const full = journalBytes();
  expect(full).toBeGreaterThanOrEqual(WAITING_BYTES);
  expect(full).toBeLessThanOrEqual(WAITING_BYTES + largest);
  const later = await Promise.all(Array.from({ length: 20 }, send));
  expect(later.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 503));
  expect(journalBytes()).toBe(full);

  expect(await served.flush()).toMatchObject({ received: taken * CALLS, stored: taken * CALLS, waiting: 0 });
  expect((await send()).status).toBe(200);
}, 120_000);
