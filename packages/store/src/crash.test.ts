import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { beforeAll, expect, test } from "vitest";
import { callWith, DAY, received } from "./call-with.case.ts";
import { openEmbeddedEngine } from "./embedded-engine.ts";
import { storeOn } from "./engine-store.ts";
import type { Store } from "./store.ts";
import { temporaryFolder } from "./temporary-folder.case.ts";

const PACKAGE = fileURLToPath(new URL("..", import.meta.url));
const CHILD = join(PACKAGE, "testing/insert-child.mjs");
const COMPILER = join(PACKAGE, "../../node_modules/typescript-7/bin/tsc");
const ROUNDS = 4;

/** Node 20 runs no TypeScript, so the process runs what is built; built here, so that it is never an old one. */
beforeAll(() => {
  spawnSync(process.execPath, [COMPILER, "-b", PACKAGE], { stdio: "inherit" });
});

/** Kills a process in the middle of an insert after its first; the calls whose insert had resolved by then. */
async function insertUntilKilled(
  dataDir: string,
  batch: number,
  months: number,
  killAfterMs: number,
): Promise<number> {
  const child = spawn(process.execPath, [CHILD, dataDir, String(batch), String(months)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = once(child, "exit");
  let stored = 0;
  let doomed = false;
  for await (const line of createInterface(child.stdout)) {
    // Only once something is acknowledged, however slow the machine: else there is nothing to lose.
    if (line === "begun" && stored > 0 && !doomed) {
      doomed = true;
      setTimeout(() => child.kill("SIGKILL"), killAfterMs);
    }
    if (line.startsWith("stored ")) stored += Number(line.slice("stored ".length));
  }
  await exited;
  return stored;
}

test.each([
  ["of one moment", 0],
  ["that span four months", 4],
])(
  "inserts %s survive kill -9, and no rollup loses or repeats one",
  { timeout: 240_000 },
  async (_what, months) => {
    const dataDir = temporaryFolder();
    let acknowledged = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      // Spread over the time of an insert, some 100 to 500 ms, so that calls and views are cut in different places.
      acknowledged += await insertUntilKilled(dataDir, 300, months, 60 + round * 130);
      const engine = await openEmbeddedEngine(dataDir);
      const [exact, rollups] = [
        await storeOn(engine, { singleCallsMax: Infinity }),
        await storeOn(engine, { singleCallsMax: -1 }),
      ];
      const now = Date.now();
      const range = { from: now - 200 * DAY, to: now + DAY };
      const { current } = await exact.totals(range);
      expect(current.calls).toBeGreaterThanOrEqual(acknowledged);
      expect(current.calls - acknowledged).toBeLessThanOrEqual(300 * (round + 1));
      expect((await rollups.totals(range)).current).toMatchObject({
        calls: current.calls,
        tokens: current.tokens,
      });
      // By team the long range comes from the hours, and the last hours from the minutes.
      expect((await rollups.totals({ ...range, team: null })).current.calls).toBe(current.calls);
      const week = { from: now - 7 * DAY, to: now + 1, team: null };
      const calls = async (store: Store): Promise<number> => (await store.totals(week)).current.calls;
      expect([months, await calls(rollups)]).toEqual([months, await calls(exact)]);
      expect((await exact.ledger(range)).stored).toBe(current.calls);
      await engine.close();
    }
    expect(acknowledged).toBeGreaterThan(0);
  },
);

test("an insert that a view refused is completed before the next one", async () => {
  const engine = await openEmbeddedEngine(temporaryFolder());
  const [exact, rollups] = [
    await storeOn(engine, { singleCallsMax: Infinity }),
    await storeOn(engine, { singleCallsMax: -1 }),
  ];
  const [first, second] = [callWith(), callWith()];
  const range = { from: first.startTime - DAY, to: second.startTime + DAY };
  await engine.execute("ALTER TABLE rollup_day ADD CONSTRAINT refuses_all CHECK calls = 0");
  await expect(rollups.insert(received([first]))).rejects.toThrow("refuses_all");
  await engine.execute("ALTER TABLE rollup_day DROP CONSTRAINT refuses_all");
  await rollups.insert(received([second]));
  const { calls } = (await exact.totals(range)).current;
  expect((await rollups.totals(range)).current.calls).toBe(calls);
  expect(await rollups.insert(received([first]))).toEqual({ stored: 1, duplicate: 0 });
  expect((await exact.totals(range)).current.calls).toBe(2);
  expect((await rollups.totals(range)).current.calls).toBe(2);
  await engine.close();
});
