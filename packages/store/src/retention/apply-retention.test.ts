import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { callWith, DAY, received } from "../call-with.case.ts";
import { numberCell, textCell } from "../cell-codec.ts";
import { openEmbeddedEngine } from "../embedded-engine.ts";
import { storeOn } from "../engine-store.ts";
import type { Engine } from "../engine.ts";
import { engineWith } from "../engine-with.case.ts";
import type { Store } from "../store.ts";
import { temporaryFolder } from "../temporary-folder.case.ts";
import { applyRetention } from "./apply-retention.ts";
import { DEFAULT_RETENTION, type Retention } from "./retention.ts";

const NOW = Date.now();

let engine: Engine;
beforeAll(async () => {
  engine = await openEmbeddedEngine(temporaryFolder());
});
afterAll(() => engine.close());

/** The store with a retention, as a server opens it. */
function open(retention: Partial<Retention>, singleCallsMax?: number): Promise<Store> {
  return storeOn(engine, {
    retention: { ...DEFAULT_RETENTION, ...retention },
    ...(singleCallsMax === undefined ? {} : { singleCallsMax }),
  });
}

/** What statements a retention takes. */
async function statementsFor(retention: Retention): Promise<string[]> {
  const statements: string[] = [];
  const listening = engineWith(engine, {
    execute: async (sql) => {
      statements.push(sql);
      await engine.execute(sql);
    },
  });
  await applyRetention(listening, retention, Date.now());
  return statements;
}

async function storeAged(store: Store, project: string, ageDays: number, lateDays = 0): Promise<void> {
  const startTime = NOW - ageDays * DAY;
  const batch = (startTime + lateDays * DAY) * 1000;
  await store.insert(received([callWith({ project, startTime })], batch));
}

async function counted(sql: string): Promise<number> {
  const [row] = await engine.query({ sql, parameters: {} });
  return numberCell(row?.[0]);
}

test("a store of the defaults, and one that has its retention already, are left alone", async () => {
  await open({});
  expect(await statementsFor(DEFAULT_RETENTION)).toEqual([]);
  const odd = { "it's": 7, "tab\there": null, "back\\slash": 30 };
  const retention = { ...DEFAULT_RETENTION, calls: 30, hours: null, days: 4000, projects: odd };
  expect(await statementsFor(retention)).not.toEqual([]);
  expect(await statementsFor(retention)).toEqual([]);
  expect(await statementsFor(DEFAULT_RETENTION)).not.toEqual([]);
  expect(await statementsFor(DEFAULT_RETENTION)).toEqual([]);
});

describe("projects with a retention of their own", () => {
  test("leave a part that they share, each at its time", async () => {
    const store = await open({ projects: { scratch: 7, checkout: null, "it's": 365 } });
    for (const project of ["scratch", "checkout", "it's", "other"]) {
      await storeAged(store, project, 100);
      await storeAged(store, project, 20);
    }
    await engine.execute("OPTIMIZE TABLE calls FINAL");
    const rows = await engine.query({
      sql: "SELECT project, toInt32(count()) FROM calls WHERE project IN ('scratch', 'checkout', 'it\\'s', 'other') GROUP BY project ORDER BY project",
      parameters: {},
    });
    expect(rows.map(([project, n]) => [textCell(project), n])).toEqual([
      ["checkout", 2],
      ["it's", 2],
      ["other", 1],
    ]);
    const range = { from: NOW - 21 * DAY, to: NOW };
    const scratch = await store.totals({ ...range, project: "scratch" });
    expect([scratch.current.calls, scratch.source.table]).toEqual([1, "rollup_week"]);
    const other = await store.totals({ ...range, project: "other" });
    expect([other.current.calls, other.source.table]).toEqual([1, "calls"]);
  });
});

describe("minutes that are kept for longer than they were made for", () => {
  test("hold what came later than that, corrected prices too, and go no further back than they can", async () => {
    const rollups = await open({ minutes: 60 }, -1);
    await storeAged(rollups, "late", 15, 14);
    expect(await counted("SELECT sum(calls) FROM rollup_minute WHERE project = 'late'")).toBe(1);
    const [stored] = await rollups.storedCalls({ project: "late", from: 0, to: NOW, after: null, limit: 9 });
    if (stored === undefined) throw new Error("the call is stored");
    const price = {
      costNanoUsd: null,
      pricing: { ...stored.call.pricing, status: "unpriced" },
      notes: [],
    } as const;
    await rollups.correctPrices([{ received: stored, price }]);
    expect(await counted("SELECT sum(count_cost) FROM rollup_minute WHERE project = 'late'")).toBe(0);
    const from = Math.floor((NOW - 15 * DAY) / 60_000) * 60_000;
    const { source } = await rollups.totals({ project: "late", from, to: from + 60_000 });
    expect(source.table).toBe("rollup_hour");
    await open({});
    expect(await counted("SELECT count() FROM system.tables WHERE name LIKE '%late%'")).toBe(0);
  });
});

/** Until the last row of the last part of the calls expires. */
const DAYS_LEFT =
  "SELECT toInt32(max(dateDiff('day', now(), delete_ttl_info_max))) FROM system.parts WHERE table = 'calls' AND active AND database = currentDatabase()";

test("a shorter retention moves the end of parts that are there already, and writes no row again", async () => {
  const store = await open({});
  await storeAged(store, "shorter", 1);
  expect(await counted(DAYS_LEFT)).toBeGreaterThan(85);
  await open({ calls: 30 });
  await expect.poll(() => counted(DAYS_LEFT), { timeout: 20_000 }).toBeLessThan(31);
});

test("calls that are kept for ever never expire", async () => {
  const store = await open({ calls: null });
  await storeAged(store, "ever", 3000);
  await engine.execute("OPTIMIZE TABLE calls FINAL");
  expect(await counted("SELECT count() FROM calls WHERE project = 'ever'")).toBe(1);
});
