import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { namedLedger, openServerName } from "./named-ledger.ts";

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "promptprof-name-"));
  folders.push(folder);
  return folder;
}

test("a server keeps its name as long as its folder, and no two have the same", async () => {
  const folder = newFolder();
  const name = await openServerName(folder);
  expect(await openServerName(folder)).toBe(name);
  expect(await openServerName(newFolder())).not.toBe(name);
});

test("rounds of the same number of two servers are two additions", async () => {
  const tokens: string[] = [];
  const store = {
    insert: () => Promise.reject(new Error("not asked")),
    ledger: () => Promise.reject(new Error("not asked")),
    recordLedger: async (token: string) => void tokens.push(token),
  };
  for (const folder of [newFolder(), newFolder()]) {
    await namedLedger(store, await openServerName(folder)).recordLedger("7", []);
  }
  expect(new Set(tokens).size).toBe(2);
});
