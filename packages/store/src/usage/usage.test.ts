import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { callWith, DAY, received } from "../call-with.case.ts";
import { openEmbeddedEngine } from "../embedded-engine.ts";
import { storeOn } from "../engine-store.ts";
import type { Engine } from "../engine.ts";
import { DEFAULT_RETENTION } from "../retention/retention.ts";
import { temporaryFolder } from "../temporary-folder.case.ts";
import { bytesInAYear } from "./year-size.ts";

describe("the size in a year", () => {
  const old = { bytes: 1000, ageDays: 100, keptDays: null };

  test.each([
    [
      "for ever: what is there, and a year of what comes",
      [{ rowsPerDay: 10, keptDays: null }],
      old,
      1000 + 3650 * 2,
    ],
    [
      "90 days: what comes in 90 days alone",
      [{ rowsPerDay: 10, keptDays: 90 }],
      { ...old, keptDays: 90 },
      1800,
    ],
    [
      "400 days: 35 of the 100 days of now are left",
      [{ rowsPerDay: 0, keptDays: 400 }],
      { ...old, keptDays: 400 },
      350,
    ],
  ])("%s", (_what, growth, had, bytes) => expect(bytesInAYear(growth, 2, had)).toBe(bytes));
});

describe("what a store takes", () => {
  const NOW = Date.now();
  let engine: Engine;
  beforeAll(async () => {
    engine = await openEmbeddedEngine(temporaryFolder());
  });
  afterAll(() => engine.close());

  test("an empty store takes next to nothing and knows its disk", async () => {
    const usage = await (await storeOn(engine)).usage();
    expect(usage).toMatchObject({ callsPerDay: 0, retention: DEFAULT_RETENTION });
    // Opening a store takes a lease.
    expect(usage.tables.map(({ table }) => table)).toEqual(["leases"]);
    expect(usage.disk?.freeBytes).toBeGreaterThan(0);
  });

  test("each table with its rows, bytes a call, ages and its size in a year under the retention", async () => {
    const retention = { ...DEFAULT_RETENTION, projects: { short: 1 } };
    const store = await storeOn(engine, { retention });
    const ages = [0, 1, 2, 3, 4, 5, 6, 200];
    const calls = ages.flatMap((age) =>
      ["short", "shop"].map((project) => callWith({ project, startTime: NOW - age * DAY - 1000 })),
    );
    await store.insert(received(calls, NOW * 1000));
    const usage = await store.usage();
    expect(usage.callsPerDay).toBe(2);
    const raw = usage.tables.find(({ table }) => table === "calls");
    expect(raw).toMatchObject({ rows: 16, keptDays: 90 });
    expect(raw?.bytesPerCall).toBe((raw?.bytes ?? 0) / 16);
    expect(Math.abs((raw?.newest ?? 0) - NOW)).toBeLessThan(3000);
    expect(Math.abs((raw?.oldest ?? 0) - (NOW - 200 * DAY))).toBeLessThan(3000);
    const perRow = (raw?.bytes ?? 0) / 16;
    expect(raw?.bytesInAYear).toBe(Math.round((90 + 31 + 1 + 31) * perRow));
    const day = usage.tables.find(({ table }) => table === "rollup_day");
    expect(day).toMatchObject({ rows: 16, keptDays: null });
    expect(day?.bytesInAYear).toBe(Math.round((day?.bytes ?? 0) + (2 * 365 * (day?.bytes ?? 0)) / 16));
    expect(usage.bytesInAYear).toBeGreaterThan(raw?.bytesInAYear ?? 0);
  });
});
