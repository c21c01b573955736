import { spawn } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { costOf } from "@promptprof/model";
import { expect, test } from "vitest";
import { callWith, DAY, HOUR, received, UNKNOWN, YESTERDAY } from "../call-with.case.ts";
import { serveClickHouse } from "../clickhouse-http.case.ts";
import { openEmbeddedEngine } from "../embedded-engine.ts";
import { storeOn } from "../engine-store.ts";
import { openRemoteEngine } from "../remote-engine.ts";
import type { Store } from "../store.ts";
import { temporaryFolder } from "../temporary-folder.case.ts";
import type { MonthSums } from "./copy-sums.ts";
import { WIDE } from "./moving.case.ts";

interface LastLine {
  readonly same?: boolean;
  readonly months?: readonly MonthSums[];
  readonly error?: string;
}

/** One data folder a process: the copy runs in a child, the target is served from here. */
async function copy(dataDir: string, url: string, lives: number): Promise<LastLine> {
  const script = join(import.meta.dirname, "../../testing/copy-child.mjs");
  const child = spawn(process.execPath, [script, dataDir, url, String(lives)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const lines = (await text(child.stdout)).trimEnd().split("\n");
  const last: LastLine = JSON.parse(lines.at(-1) ?? "");
  return last;
}

const LONG_AGO = YESTERDAY - 40 * DAY;

async function answers(store: Store): Promise<unknown> {
  const calls = await store.storedCalls({ ...WIDE, after: null, limit: 1000 });
  return {
    calls,
    old: await store.totals({ from: LONG_AGO - HOUR, to: LONG_AGO + DAY }),
    all: await store.totals({ from: YESTERDAY - 60 * DAY, to: YESTERDAY + DAY }),
    prompts: await store.prompts({ from: YESTERDAY - 60 * DAY, to: YESTERDAY + DAY, trendPoints: 3 }),
    scores: [...(await store.scoresOf(calls.map(({ call }) => call))).entries()],
    unpriced: await store.unpriced({ from: YESTERDAY - 60 * DAY, to: YESTERDAY + DAY }),
    ledger: await store.ledger(WIDE),
  };
}

/** Calls of two months, of which one has lost its rows and kept its rollups; corrections and scores. */
async function fill(dataDir: string): Promise<unknown> {
  const engine = await openEmbeddedEngine(dataDir);
  const store = await storeOn(engine);
  const old = Array.from({ length: 40 }, (_, n) => callWith({ startTime: LONG_AGO + n * 60_000 }));
  await store.insert(received(old, LONG_AGO * 1000));
  const calls = [...Array.from({ length: 60 }, () => callWith()), callWith(UNKNOWN)];
  await store.insert(received(calls));
  await store.recordLedger("all", [{ kind: "received", reason: "", receivedAt: YESTERDAY, n: 101 }]);
  const costNanoUsd = costOf({ input: 5, cacheRead: 0, cacheWrite: 0, output: 0 });
  const pricing = { status: "priced", row: "new", effectiveFrom: null, reason: null } as const;
  const [first, second] = await store.storedCalls({ ...WIDE, from: YESTERDAY, after: null, limit: 2 });
  const corrected = [first, second].flatMap((one) => (one === undefined ? [] : [one]));
  const price = { costNanoUsd, pricing, notes: [] };
  await store.correctPrices(corrected.map((one) => ({ received: one, price })));
  const { project, traceId, spanId } = callWith();
  const score = { project, name: "good", source: "rule", value: 1, label: null, id: null } as const;
  await store.recordScores([{ ...score, traceId, spanId, responseId: null, time: YESTERDAY }]);
  const month = new Date(LONG_AGO).toISOString().slice(0, 7).replace("-", "");
  await engine.execute(`ALTER TABLE calls DROP PARTITION ID '${month}'`);
  const said = await answers(store);
  await store.close();
  return said;
}

test("a copy that was killed goes on, brings rollups whose calls are gone, and counts nothing twice", async () => {
  const dataDir = temporaryFolder();
  const before = await fill(dataDir);
  const target = await serveClickHouse(temporaryFolder());
  try {
    for (const lives of [0, 3]) expect(await copy(dataDir, target.url, lives)).toMatchObject({ done: lives });
    const copied = await copy(dataDir, target.url, -1);
    expect(copied.error).toBeUndefined();
    expect(copied.same).toBe(true);
    expect(copied.months?.find(({ table }) => table === "rollup_day")?.to?.calls).toBe(40);
    // Opening a store applies its last insert once more; twice, as two servers would.
    for (let open = 0; open < 2; open++) {
      const store = await storeOn(await openRemoteEngine(target.url));
      expect(await answers(store)).toEqual(before);
      await store.close();
    }
    expect(await copy(dataDir, target.url, -1)).toEqual(copied);
    const store = await storeOn(await openRemoteEngine(target.url));
    await store.insert(received([callWith()], YESTERDAY * 1000 + 5));
    await store.close();
    expect(await copy(dataDir, target.url, -1)).toMatchObject({
      error: expect.stringMatching(/^the target holds calls that are not of this store; /),
    });
  } finally {
    await target.close();
  }
}, 400_000);
