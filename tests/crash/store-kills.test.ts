import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { seededRandom, type Random } from "../soak/seeded-random.ts";
import { expectAllThere, flush } from "./expect-all-there.ts";
import { buildServer, ServerProcess } from "./server-process.ts";
import { StoreProcess } from "./store-process.ts";
import { sumsOfFolder } from "./stored-sums.ts";
import { Traffic } from "./traffic.ts";

/** `npm run soak -- store KILLS SEED` sets both. */
const KILLS = Number(process.env["CRASH_TIMES"] ?? 4);
const SEED = Number(process.env["CRASH_SEED"] ?? 1);

let folder = "";
let store: StoreProcess;
let server: ServerProcess;
beforeAll(buildServer);
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "promptprof-store-kills-"));
  store = new StoreProcess(join(folder, "store"));
  server = new ServerProcess({ dataDir: join(folder, "data"), storeUrl: await store.open() });
});
afterEach(async () => {
  await server.end("SIGKILL");
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

test(
  `a store by URL that is killed ${KILLS} times, alone and together with the server, loses and repeats nothing`,
  { timeout: 300_000 + KILLS * 20_000 },
  async () => {
    await server.start();
    const random = seededRandom(SEED);
    const traffic = new Traffic({ url: () => server.url, random, clients: 4, spansMax: 60 });
    traffic.start();
    for (let kill = 0; kill < KILLS; kill++) {
      await traffic.acknowledged();
      await sleep(random.between(0, 2000));
      await killSome(random);
    }
    const sent = await traffic.stop();
    const ledger = await flushWhenBack(server.url ?? "");
    await server.end("SIGTERM");
    await store.end("SIGTERM");
    const stored = await sumsOfFolder(join(folder, "store"));
    process.stderr.write(
      `store kills, seed ${SEED}: ${KILLS} kills, ${sent.calls} calls, ${traffic.exporter.retried} requests sent again, ${ledger.duplicate} duplicates\n`,
    );
    expectAllThere(sent, stored, ledger);
    expect(sent.calls).toBeGreaterThan(0);
  },
);

/** The store alone, with a pause in which the server takes calls into its journal; or the two of them. */
async function killSome(random: Random): Promise<void> {
  const both = random.next() < 0.5;
  await Promise.all([store.end("SIGKILL"), both ? server.end("SIGKILL") : null]);
  await sleep(random.between(0, 1500));
  await store.start();
  if (both) await server.start();
}

/** After an outage the server asks the store again at intervals that have grown. */
async function flushWhenBack(url: string): ReturnType<typeof flush> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await flush(url);
    } catch (error) {
      if (attempt === 10) throw error;
      await sleep(1000);
    }
  }
}
