import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openStore } from "./open-store.ts";
import { StoreLockedError, StoreUnavailableError, StoreUnwritableError } from "./store-error.ts";
import { temporaryFolder } from "./temporary-folder.case.ts";

const LOCK = "promptprof.lock";

function lockOf(pid: number, startedAt: string | null): string {
  return JSON.stringify({ pid, startedAt });
}

/** Field 22 of /proc/PID/stat; null where there is no /proc. */
function startOf(pid: number): string | null {
  const path = `/proc/${pid}/stat`;
  return existsSync(path) ? (readFileSync(path, "utf8").split(") ")[1]?.split(" ")[19] ?? null) : null;
}

test("makes its folder, and what was stored is there the next time", async () => {
  const dataDir = join(temporaryFolder(), "deep/data");
  const first = await openStore({ dataDir });
  await first.recordLedger("t", [{ kind: "received", reason: "", receivedAt: 0, n: 5 }]);
  await first.close();
  expect(existsSync(join(dataDir, LOCK))).toBe(false);
  const second = await openStore({ dataDir });
  expect((await second.ledger({ from: 0, to: 1 })).received).toBe(5);
  await second.close();
});

test("a folder that another process has open is refused, with its process id", async () => {
  const dataDir = temporaryFolder();
  const holder = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
  await once(holder, "spawn");
  const pid = holder.pid ?? 0;
  writeFileSync(join(dataDir, LOCK), lockOf(pid, startOf(pid)));
  await expect(openStore({ dataDir })).rejects.toThrow(StoreLockedError);
  await expect(openStore({ dataDir })).rejects.toThrow(`in use by process ${pid}; stop it`);
  holder.kill("SIGKILL");
  await once(holder, "exit");
  await (await openStore({ dataDir })).close();
});

test("a folder that this process has open is refused too", async () => {
  const dataDir = temporaryFolder();
  const store = await openStore({ dataDir });
  await expect(openStore({ dataDir })).rejects.toThrow("in use by this process");
  await store.close();
});

test.each([
  ["of a process that is gone", lockOf(2 ** 22 + 1, "1")],
  ["of an older process of the same id", lockOf(process.pid, "1")],
  ["that was cut", '{"pid":'],
  ["of something else", "[]"],
])("a lock %s holds nobody up", async (_what, content) => {
  const dataDir = temporaryFolder();
  writeFileSync(join(dataDir, LOCK), content);
  const store = await openStore({ dataDir });
  expect(JSON.parse(readFileSync(join(dataDir, LOCK), "utf8"))).toMatchObject({ pid: process.pid });
  await store.close();
});

test("a folder that cannot be made or written is refused with what to do", async () => {
  const file = join(temporaryFolder(), "file");
  writeFileSync(file, "");
  await expect(openStore({ dataDir: join(file, "data") })).rejects.toThrow(StoreUnwritableError);
  await expect(openStore({ dataDir: join(file, "data") })).rejects.toThrow("choose a folder");
});

test.skipIf(!existsSync("/proc/self"))("a folder of a read-only file system is refused", async () => {
  await expect(openStore({ dataDir: "/proc/self" })).rejects.toThrow(StoreUnwritableError);
});

test("one process has one folder open at a time", async () => {
  const store = await openStore({ dataDir: temporaryFolder() });
  await expect(openStore({ dataDir: temporaryFolder() })).rejects.toThrow("close that one first");
  await store.close();
});

test("a server that does not answer is unavailable, which trying again may cure", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  const port = typeof address === "object" ? address?.port : 0;
  const opening = openStore({ url: `http://127.0.0.1:${port}` });
  await expect(opening).rejects.toThrow(StoreUnavailableError);
  await expect(opening).rejects.toThrow(`ClickHouse at 127.0.0.1:${port} does not answer`);
});
