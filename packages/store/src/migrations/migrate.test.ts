import { expect, test } from "vitest";
import { CALL_COLUMNS } from "../calls-table.ts";
import { textCell } from "../cell-codec.ts";
import { openEmbeddedEngine } from "../embedded-engine.ts";
import { ROW_COLUMNS } from "../encode-rows.ts";
import type { Engine } from "../engine.ts";
import { StoreTooNewError } from "../store-error.ts";
import { temporaryFolder } from "../temporary-folder.case.ts";
import { migrate, MIGRATIONS } from "./migrate.ts";

async function withEngine(work: (engine: Engine) => Promise<void>): Promise<void> {
  const engine = await openEmbeddedEngine(temporaryFolder());
  try {
    await work(engine);
  } finally {
    await engine.close();
  }
}

test("migrations are numbered from 1 without gaps", () => {
  expect(MIGRATIONS.map(({ version }) => version)).toEqual(MIGRATIONS.map((_, i) => i + 1));
});

test("the schema has the columns that rows are written with", () =>
  withEngine(async (engine) => {
    await migrate(engine);
    const rows = await engine.query({
      sql: "SELECT name FROM system.columns WHERE database = currentDatabase() AND table = 'calls' AND default_kind = ''",
      parameters: {},
    });
    expect(rows.map(([name]) => textCell(name)).toSorted()).toEqual([...ROW_COLUMNS].toSorted());
    expect(ROW_COLUMNS).toEqual([...Object.keys(CALL_COLUMNS), "batch", "writer", "inserted"]);
  }));

test("goes on where it was interrupted, and does nothing the second time", () =>
  withEngine(async (engine) => {
    // Everything of the first step but the row that says it was done.
    for (const statement of MIGRATIONS[0]?.statements ?? []) await engine.execute(statement);
    await migrate(engine);
    await migrate(engine);
    const rows = await engine.query({
      sql: "SELECT toInt32(version) FROM migrations ORDER BY version",
      parameters: {},
    });
    expect(rows.flat()).toEqual(MIGRATIONS.map(({ version }) => version));
  }));

test("refuses a store of a newer version with what to do", () =>
  withEngine(async (engine) => {
    const future = { version: 99, name: "future", statements: [] };
    await migrate(engine, [...MIGRATIONS, future]);
    await expect(migrate(engine)).rejects.toThrow(StoreTooNewError);
    await expect(migrate(engine)).rejects.toThrow(/schema 99.*knows \d+; install the newer promptprof/);
  }));
