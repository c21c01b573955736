import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { seededRandom, type Random } from "../soak/seeded-random.ts";
import { expectAllThere, flush } from "./expect-all-there.ts";
import { buildServer, ServerProcess } from "./server-process.ts";
import { sumsOfFolder } from "./stored-sums.ts";
import { Traffic } from "./traffic.ts";

/** `npm run soak -- kills KILLS SEED` sets both. */
const KILLS = Number(process.env["CRASH_TIMES"] ?? 5);
const SEED = Number(process.env["CRASH_SEED"] ?? 1);
/** A start takes about a second; a kill within it falls into the recovery from the kill before. */
const START_MS = 1200;
const SERVED_MS_MAX = 2500;
/** The engine looks for parts to merge every few seconds: every fifth kill waits until it does. */
const MERGED_AFTER_MS = 5000;

let dataDir = "";
let server: ServerProcess;
beforeAll(buildServer);
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "promptprof-kills-"));
  server = new ServerProcess({ dataDir: join(dataDir, "data") });
});
afterEach(async () => {
  await server.end("SIGKILL");
  rmSync(dataDir, { recursive: true, force: true });
});

test(
  `${KILLS} times kill -9 at any moment, and every acknowledged call is there exactly once`,
  { timeout: 300_000 + KILLS * 20_000 },
  async () => {
    const random = seededRandom(SEED);
    const traffic = new Traffic({ url: () => server.url, random, clients: 8, spansMax: 60 });
    traffic.start();
    let inStart = 0;
    for (let kill = 0; kill < KILLS; kill++)
      inStart += (await startAndKill(random, kill, () => traffic.acknowledged())) ? 1 : 0;
    const url = await server.start(pricesOf(KILLS));
    const sent = await traffic.stop();
    await reprice(url);
    const ledger = await flush(url);
    await server.end("SIGTERM");
    const stored = await sumsOfFolder(join(dataDir, "data"));
    say(
      `${KILLS} kills, ${inStart} of them in a start: ${sent.calls} calls and ${sent.scores} scores, ` +
        `${traffic.exporter.retried} requests sent again, ${ledger.duplicate} duplicates turned away, ` +
        `${stored.corrections} prices corrected, merges up to level ${stored.mergeLevel}`,
    );
    expectAllThere(sent, stored, ledger);
    expect(traffic.exporter.retried).toBeGreaterThan(0);
  },
);

/** Every third kill falls into the start. Gives whether this one did. */
async function startAndKill(
  random: Random,
  kill: number,
  acknowledged: () => Promise<void>,
): Promise<boolean> {
  const starting = server.start(pricesOf(kill)).catch(() => null);
  if (kill % 3 === 2) {
    await Promise.race([starting, sleep(random.between(0, START_MS))]);
    const inStart = server.url === null;
    await server.end("SIGKILL");
    await starting;
    return inStart;
  }
  const url = await starting;
  const repricing = url === null ? null : reprice(url).catch(() => undefined);
  await acknowledged();
  await sleep((kill % 5 === 3 ? MERGED_AFTER_MS : 0) + random.between(0, SERVED_MS_MAX));
  await server.end("SIGKILL");
  await repricing;
  return false;
}

/** Another price at each start, so that there is always something to correct. */
function pricesOf(kill: number): { configFile: string } {
  const configFile = join(dataDir, "promptprof.yaml");
  const prices = [
    { model: "house-model", inputUsdPerMTok: 1 + (kill % 4), outputUsdPerMTok: 2 + (kill % 3) },
  ];
  writeFileSync(configFile, JSON.stringify({ prices }));
  return { configFile };
}

async function reprice(url: string): Promise<void> {
  const response = await fetch(`${url}/api/v1/reprice?write=true&from=0`, { method: "POST" });
  if (response.status !== 200)
    throw new Error(`reprice answered ${response.status}: ${await response.text()}`);
}

function say(line: string): void {
  process.stderr.write(`kills, seed ${SEED}: ${line}\n`);
}
