import { mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { LedgerAnswer } from "../../packages/server/src/contract.ts";
import { seededRandom } from "../soak/seeded-random.ts";
import { expectAllThere, expectBalanced, flush } from "./expect-all-there.ts";
import { buildServer, ServerProcess } from "./server-process.ts";
import { sumsOfFolder } from "./stored-sums.ts";
import { Traffic } from "./traffic.ts";

/** `npm run soak -- clock JUMPS SEED` sets both. */
const JUMPS = Number(process.env["CRASH_TIMES"] ?? 4);
const SEED = Number(process.env["CRASH_SEED"] ?? 1);
const HOUR_MS = 3_600_000;
/** An hour back, a day forward, back to the truth, six days forward and back. */
const SHIFTS_MS = [-HOUR_MS, 24 * HOUR_MS, 0, 6 * 24 * HOUR_MS, 0];
/** Receipts of a clock that was ahead lie beyond its present: a ledger up to now would leave them out. */
const LATEST_MS = Date.UTC(2100, 0, 1);

let folder = "";
let server: ServerProcess;
beforeAll(buildServer);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "promptprof-clock-"));
  setClock(0);
  server = new ServerProcess({
    dataDir: join(folder, "data"),
    preload: pathToFileURL(join(import.meta.dirname, "shifted-clock.mjs")).href,
    env: { CLOCK_FILE: join(folder, "clock") },
  });
});
afterEach(async () => {
  await server.end("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

test(
  `${JUMPS} jumps of the clock under load, each second one with kill -9, lose nothing and repeat nothing`,
  { timeout: 300_000 + JUMPS * 15_000 },
  async () => {
    await server.start();
    const random = seededRandom(SEED);
    const traffic = new Traffic({ url: () => server.url, random, clients: 4, spansMax: 60 });
    traffic.start();
    let newest = 0;
    for (let jump = 0; jump < JUMPS; jump++) {
      await traffic.acknowledged();
      setClock(SHIFTS_MS[jump % SHIFTS_MS.length] ?? 0);
      await sleep(random.between(200, 1500));
      if (jump % 2 === 1) {
        await server.end("SIGKILL");
        await server.start();
      }
      await traffic.acknowledged();
      expectBalanced(await ledgerOf(server.url ?? ""));
      newest = expectGrowing(newest);
    }
    const sent = await traffic.stop();
    const ledger = await flush(server.url ?? "");
    await server.end("SIGTERM");
    expect(sent.calls).toBeGreaterThan(0);
    expectAllThere(sent, await sumsOfFolder(join(folder, "data")), ledger);
  },
);

/** A file that is replaced whole: the server never reads half of a number. */
function setClock(shiftMs: number): void {
  writeFileSync(join(folder, "clock.part"), String(shiftMs));
  renameSync(join(folder, "clock.part"), join(folder, "clock"));
}

async function ledgerOf(url: string): Promise<LedgerAnswer> {
  const response = await fetch(`${url}/api/v1/ledger?from=0&to=${LATEST_MS}`);
  const ledger: LedgerAnswer = JSON.parse(await response.text());
  return ledger;
}

/** The journal's numbers: files come and go, and the highest only grows. */
function expectGrowing(newest: number): number {
  const names = readdirSync(join(folder, "data", "journal"));
  const highest = Math.max(0, ...names.map((name) => Number.parseInt(name, 10)).filter(Number.isSafeInteger));
  expect(highest).toBeGreaterThanOrEqual(newest);
  return highest;
}
