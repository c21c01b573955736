import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { cp, mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import type { BackupAnswer, CallsAnswer, LedgerAnswer } from "../contract.ts";
import { bodyOf, chatSpan } from "../otlp-json.case.ts";
import { JSON_TYPE, startTestServer, type TestServer } from "../test-server.case.ts";
import { MANIFEST, type Manifest } from "./manifest.ts";
import { restoreBackup } from "./restore-backup.ts";

const folder = mkdtempSync(join(tmpdir(), "promptprof-backup-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Sends calls without end; `acknowledged` grows with each answer. */
function load(server: TestServer): { acknowledged: () => number; stop: () => Promise<void> } {
  const begun = Date.now() - 60_000;
  let sent = 0;
  let acknowledged = 0;
  const ending = new AbortController();
  const running = (async () => {
    while (!ending.signal.aborted) {
      const spans = Array.from({ length: 20 }, () => chatSpan(sent++, begun + sent));
      const { status } = await server.post("/v1/traces", bodyOf(spans), JSON_TYPE);
      if (status === 200) acknowledged = sent;
    }
  })();
  return {
    acknowledged: () => acknowledged,
    stop: () => {
      ending.abort();
      return running;
    },
  };
}

async function allCalls(server: TestServer): Promise<readonly string[]> {
  const spans: string[] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const after: string = cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    const answer = await server.ask<CallsAnswer>(`/api/v1/calls?from=0&limit=1000${after}`);
    spans.push(...answer.body.calls.map(({ spanId }) => spanId));
    cursor = answer.body.nextCursor;
  }
  return spans;
}

test("a backup that is taken under load has every call acknowledged before it, once", async () => {
  const server = await startTestServer();
  const traffic = load(server);
  while (traffic.acknowledged() < 500) await new Promise((resolve) => setTimeout(resolve, 20));
  const dir = join(folder, "under-load");
  const before = traffic.acknowledged();
  const response = await server.post(`/api/v1/backup?dir=${encodeURIComponent(dir)}`, "");
  const answer: BackupAnswer = JSON.parse(await response.text());
  expect(answer).toMatchObject({ dir, takenAt: expect.any(String) });
  expect(readdirSync(join(server.dataDir, "shadow"))).toEqual(["increment.txt"]);
  await traffic.stop();
  const again = await server.post(`/api/v1/backup?dir=${encodeURIComponent(dir)}`, "");
  expect(await again.json()).toEqual({ error: `dir: ${dir} is there already; choose a new folder` });
  const inside = join(server.dataDir, "inside");
  expect((await server.post(`/api/v1/backup?dir=${encodeURIComponent(inside)}`, "")).status).toBe(400);
  expect((await server.post("/api/v1/backup?dir=relative", "")).status).toBe(400);
  await server.remove();

  const dataDir = join(folder, "restored");
  await restoreBackup(dir, dataDir);
  expect(statSync(join(dataDir, "user.key")).mode & 0o077).toBe(0);
  const restored = await startTestServer({ dataDir });
  const ledger: LedgerAnswer = await restored.flush();
  const spans = await allCalls(restored);
  expect(new Set(spans).size).toBe(spans.length);
  expect(spans.length).toBeGreaterThanOrEqual(before);
  for (let n = 0; n < before; n++) expect(spans).toContain(chatSpan(n, 0).spanId);
  expect(ledger).toMatchObject({ received: spans.length, stored: spans.length, waiting: 0 });
  await expect(restoreBackup(dir, dataDir)).rejects.toThrow(/is not empty; restore into a new one/);
  await restored.remove();
}, 300_000);

const largest = (manifest: Manifest): string =>
  manifest.files.reduce((a, b) => (("bytes" in b ? b.bytes : 0) > ("bytes" in a ? a.bytes : 0) ? b : a)).path;

test("a backup that is damaged, cut short or of a newer version is refused by name", async () => {
  const whole = join(folder, "under-load");
  const restored = join(folder, "never");
  const damaged = async (name: string, spoil: (dir: string, manifest: Manifest) => void): Promise<string> => {
    const dir = join(folder, name);
    await cp(whole, dir, { recursive: true, verbatimSymlinks: true });
    const manifest: Manifest = JSON.parse(readFileSync(join(dir, MANIFEST), "utf8"));
    spoil(dir, manifest);
    return restoreBackup(dir, restored).then(
      () => "restored",
      (error: unknown) => String(error),
    );
  };
  expect(
    await damaged("flipped", (dir, manifest) => {
      const path = join(dir, largest(manifest));
      const bytes = readFileSync(path);
      bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
      writeFileSync(path, bytes);
    }),
  ).toMatch(/the backup is damaged: .*flipped\/data\/.*its SHA-256 differs/);
  expect(await damaged("short", (dir, manifest) => writeFileSync(join(dir, largest(manifest)), ""))).toMatch(
    /has 0 bytes, not \d+/,
  );
  expect(await damaged("missing", (dir, manifest) => rmSync(join(dir, largest(manifest))))).toMatch(
    /cannot be read/,
  );
  expect(await damaged("cut", (dir) => rmSync(join(dir, MANIFEST)))).toMatch(/is no whole backup/);
  expect(
    await damaged("newer", (dir, manifest) =>
      writeFileSync(join(dir, MANIFEST), JSON.stringify({ ...manifest, schema: 9999 })),
    ),
  ).toMatch(/has schema 9999, this version of promptprof knows/);
  expect(existsSync(restored)).toBe(false);
  await mkdir(restored);
  await restoreBackup(whole, restored);
  expect(existsSync(join(restored, "store"))).toBe(true);
});
