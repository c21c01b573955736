import { readdirSync, readFileSync, realpathSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { callWith, DAY, received, YESTERDAY } from "./call-with.case.ts";
import { openEmbeddedEngine } from "./embedded-engine.ts";
import { openStore } from "./open-store.ts";
import { temporaryFolder } from "./temporary-folder.case.ts";

const RANGE = { from: YESTERDAY, to: YESTERDAY + DAY };
const CALLS_A_PART = 40;

/** A closed store with two parts of calls. */
async function storeOfTwoParts(): Promise<string> {
  const dataDir = temporaryFolder();
  const store = await openStore({ dataDir });
  for (let part = 0; part < 2; part++) {
    await store.insert(received(Array.from({ length: CALLS_A_PART }, () => callWith())));
  }
  await store.close();
  return dataDir;
}

/** The data of the first part of `calls`. */
function partFile(dataDir: string): string {
  const table = realpathSync(join(dataDir, "data/default/calls"));
  const [part = ""] = readdirSync(table)
    .filter((name) => /^\d{6}_/.test(name))
    .toSorted();
  return join(table, part, "data.bin");
}

function flipBits(path: string): void {
  const bytes = readFileSync(path);
  const middle = Math.floor(bytes.byteLength / 3);
  for (let i = middle; i < middle + 200; i++) bytes[i] = 0xff - (bytes[i] ?? 0);
  writeFileSync(path, bytes);
}

test.each([
  ["whose bits are flipped", flipBits],
  ["that was cut", (path: string): void => truncateSync(path, 100)],
  ["that is gone", (path: string): void => rmSync(path)],
])("a file %s costs its part alone: the rest is answered, and inserts go on", async (_what, damage) => {
  const dataDir = await storeOfTwoParts();
  damage(partFile(dataDir));
  const store = await openStore({ dataDir });
  const page = await store.calls({ ...RANGE, limit: 1000, cursor: null });
  expect(page.calls).toHaveLength(CALLS_A_PART);
  expect(await store.insert(received([callWith()]))).toEqual({ stored: 1, duplicate: 0 });
  const [part] = await store.damagedParts();
  expect(part).toMatchObject({ table: "calls", path: expect.stringContaining("/detached/") });
  await store.close();
});

test("what a question gave before it failed does not stand in the answer to the next one", async () => {
  const engine = await openEmbeddedEngine(temporaryFolder());
  const failing = "SELECT throwIf(number = 50000) FROM numbers(100000) SETTINGS max_block_size = 1000";
  for (let i = 0; i < 4; i++) {
    await expect(engine.query({ sql: failing, parameters: {} })).rejects.toThrow("throwIf");
    expect(await engine.query({ sql: "SELECT 1", parameters: {} })).toEqual([[1]]);
  }
  await engine.close();
});

test("a sound store has no damaged parts", async () => {
  const store = await openStore({ dataDir: await storeOfTwoParts() });
  expect(await store.damagedParts()).toEqual([]);
  await store.close();
});
