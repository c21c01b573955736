import { afterAll, beforeAll, expect, test } from "vitest";
import { callWith, DAY, HOUR, received } from "./call-with.case.ts";
import { numberCell } from "./cell-codec.ts";
import { openEmbeddedEngine } from "./embedded-engine.ts";
import { storeOn } from "./engine-store.ts";
import type { Engine } from "./engine.ts";
import type { Store } from "./store.ts";
import { temporaryFolder } from "./temporary-folder.case.ts";

const NOW = Date.now();

let engine: Engine;
let store: Store;
beforeAll(async () => {
  engine = await openEmbeddedEngine(temporaryFolder());
  store = await storeOn(engine);
});
afterAll(() => engine.close());

/** Stores one call of the given age; received when it happened, or today. */
async function storeAged(project: string, ageDays: number, receivedAt: number): Promise<number> {
  const startTime = NOW - ageDays * DAY;
  await store.insert(received([callWith({ project, startTime })], receivedAt * 1000));
  return startTime;
}

/** Calls of the project in each table after all that has expired is dropped. */
async function kept(project: string): Promise<Record<string, number>> {
  const tables = {
    calls: "count()",
    rollup_minute: "sum(calls)",
    rollup_hour: "sum(calls)",
    rollup_day: "sum(calls)",
  };
  const counts: Record<string, number> = {};
  for (const [table, count] of Object.entries(tables)) {
    await engine.execute(`OPTIMIZE TABLE ${table} FINAL`);
    const sql = `SELECT ${count} FROM ${table} WHERE project = {project:String}`;
    const rows = await engine.query({ sql, parameters: { project } });
    counts[table] = numberCell(rows[0]?.[0]);
  }
  return counts;
}

test("a call of today is in every table", async () => {
  await storeAged("today", 0, NOW);
  expect(await kept("today")).toEqual({ calls: 1, rollup_minute: 1, rollup_hour: 1, rollup_day: 1 });
});

test("a call of 20 days ago has left the minutes", async () => {
  await storeAged("twenty days", 20, NOW - 20 * DAY);
  expect(await kept("twenty days")).toEqual({ calls: 1, rollup_minute: 0, rollup_hour: 1, rollup_day: 1 });
});

test("a call received 130 days ago has gone, and stays counted in hours and days", async () => {
  await storeAged("half a year", 130, NOW - 130 * DAY);
  expect(await kept("half a year")).toEqual({ calls: 0, rollup_minute: 0, rollup_hour: 1, rollup_day: 1 });
});

test("history of 600 days ago that is received today is kept call by call, and for ever by day", async () => {
  const startTime = await storeAged("history", 600, NOW);
  expect(await kept("history")).toEqual({ calls: 1, rollup_minute: 0, rollup_hour: 0, rollup_day: 1 });
  const range = { project: "history", from: startTime - 5, to: startTime + 5 };
  const { current, source } = await store.totals(range);
  expect(current.calls).toBe(1);
  expect(source).toEqual({ table: "calls", step: 0, quantileError: 0, from: range.from, to: range.to });
});

test("a question about calls that are gone is answered from rollups, widened to what they hold", async () => {
  const project = "gone";
  const startTime = await storeAged(project, 130, NOW - 130 * DAY);
  await kept(project);
  const { current, source } = await store.totals({ project, from: startTime - 5, to: startTime + 5 });
  expect(current.calls).toBe(1);
  const hour = Math.floor((startTime - 5) / HOUR) * HOUR;
  expect(source).toMatchObject({ table: "rollup_hour", from: hour });
  expect(source.to % HOUR).toBe(0);
});

test("a question by team reaches as far back as the hours, and says so", async () => {
  const project = "team";
  await storeAged(project, 500, NOW - 500 * DAY);
  await kept(project);
  const { current, source } = await store.totals({ project, team: "care", from: NOW - 600 * DAY, to: NOW });
  expect(current.calls).toBe(0);
  expect(source.from).toBeGreaterThan(NOW - 401 * DAY);
  expect((await store.totals({ project, from: NOW - 600 * DAY, to: NOW })).current.calls).toBe(1);
});
