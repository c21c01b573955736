import { expect, test } from "vitest";
import { CALL_COLUMNS } from "../calls-table.ts";
import { textCell } from "../cell-codec.ts";
import { openEmbeddedEngine } from "../embedded-engine.ts";
import { ROW_COLUMNS } from "../encode-rows.ts";
import { storeOn } from "../engine-store.ts";
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

/** Every table and view, as the engine states it, after a beginning and the rest of the way. */
async function tablesAfter(begin: (engine: Engine) => Promise<unknown>): Promise<unknown> {
  let found: unknown = null;
  await withEngine(async (engine) => {
    await begin(engine);
    await migrate(engine);
    found = await engine.query({
      sql: "SELECT name, create_table_query FROM system.tables WHERE database = currentDatabase() ORDER BY name",
      parameters: {},
    });
  });
  return found;
}

test("a new store, made at once, has the tables and views of one that went step by step", async () => {
  const atOnce = await tablesAfter(async () => {});
  expect(atOnce).toEqual(await tablesAfter((engine) => migrate(engine, MIGRATIONS.slice(0, 1))));
});

test("what an older version stored is counted once by the tables that came later, its last insert too", () =>
  withEngine(async (engine) => {
    await migrate(engine, MIGRATIONS.slice(0, 3));
    const fields =
      "project, provider, request_model, start_time, input_tokens, pricing_status, pricing_reason, notes, batch";
    await engine.execute(
      `INSERT INTO calls (${fields}, writer, inserted)
       SELECT 'old', 'ollama', 'llama', now64(6), 50, 'unpriced', 'unknown_model', ['tokens_as_text'], toUnixTimestamp(now()) * 1000000, 'w', 1 FROM numbers(3)`,
    );
    const columns = ["project", "provider", "request_model", "start_time", "input_tokens"];
    const more = ["pricing_status", "pricing_reason", "token_source", "batch", "writer", "inserted"];
    const now = Math.floor(Date.now() / 1000);
    const line = `old\tollama\tllama\t${now}.000000\t7\tunpriced\tunknown_model\treported\t${now}000000\tw\t2\n`;
    const last = { table: "calls", columns: [...columns, ...more], lines: Buffer.from(line) };
    await engine.insert({ ...last, token: "calls-w-2" });
    await storeOn(engine);
    const unpriced = await engine.query({
      sql: "SELECT project, reason, provider, model, toInt32(sum(calls)), toInt32(sum(input_tokens)) FROM unpriced_hour GROUP BY ALL",
      parameters: {},
    });
    expect(unpriced).toEqual([["old", "unknown_model", "ollama", "llama", 4, 157]]);
    const notes = await engine.query({ sql: "SELECT note, toInt32(n) FROM ledger_notes", parameters: {} });
    expect(notes).toEqual([["tokens_as_text", 3]]);
    const rollup = await engine.query({
      sql: "SELECT toInt32(sum(calls)), toInt32(sum(partly_calls)) FROM rollup_hour",
      parameters: {},
    });
    expect(rollup).toEqual([[4, 0]]);
  }));

test("a store of before sound and tiers keeps its calls, and its rollups go on counting", () =>
  withEngine(async (engine) => {
    const insert = (spanId: number, more: string, values: string): Promise<void> =>
      engine.execute(
        `INSERT INTO calls (project, trace_id, span_id, start_time, input_tokens, batch${more})
         SELECT 'shop', generateUUIDv4(), ${spanId}, now64(6), 70, toUnixTimestamp(now()) * 1000000${values}`,
      );
    await migrate(engine, MIGRATIONS.slice(0, 3));
    await insert(1, "", "");
    await migrate(engine);
    await insert(2, ", input_audio_tokens, output_audio_tokens, service_tier", ", 50, 0, 'batch'");
    const calls = await engine.query({
      sql: "SELECT toInt32(span_id), toInt32(input_audio_tokens), toInt32(output_audio_tokens), service_tier FROM calls ORDER BY span_id",
      parameters: {},
    });
    expect(calls.map(([id, heard, spoken, tier]) => [id, heard, spoken, textCell(tier)])).toEqual([
      [1, null, null, ""],
      [2, 50, 0, "batch"],
    ]);
    for (const table of ["rollup_minute", "rollup_hour", "rollup_day"]) {
      const sums = await engine.query({
        sql: `SELECT toInt32(sum(calls)), toInt32(sum(input_tokens)) FROM ${table}`,
        parameters: {},
      });
      expect(sums).toEqual([[2, 140]]);
    }
  }));

test("a store of before the facts of collectors keeps its calls, and what they did not say is unknown", () =>
  withEngine(async (engine) => {
    await migrate(engine, MIGRATIONS.slice(0, 6));
    await engine.execute(
      `INSERT INTO calls (project, operation, trace_id, span_id, start_time, token_source, pricing_status, batch)
       SELECT 'shop', 'chat', generateUUIDv4(), 1, now64(6) - 60, 'absent', 'unpriced', toUnixTimestamp(now()) * 1000000`,
    );
    await migrate(engine);
    const store = await storeOn(engine);
    const { calls } = await store.calls({ from: 0, to: Date.now(), limit: 10, cursor: null });
    expect(calls).toMatchObject([
      { headersMs: null, gaps: null, rateLimit: null, requestId: null, gitCommit: null },
    ]);
    expect(await store.scoresOf(calls)).toEqual(new Map());
  }));

test("weeks of what an older version stored are summed once: from days that outlived their calls, and its last insert", () =>
  withEngine(async (engine) => {
    await migrate(
      engine,
      MIGRATIONS.filter(({ version }) => version < 12),
    );
    const insert = (id: number, daysAgo: number): Promise<void> =>
      engine.execute(
        `INSERT INTO calls (project, prompt, version, operation, trace_id, span_id, start_time, duration_us, batch, writer, inserted, input_tokens, token_source, pricing_status)
         SELECT 'old', 'greet', 'v${id}', 'chat', toUUID('00000000-0000-0000-0000-00000000000${id}'), ${id}, now64(6) - INTERVAL ${daysAgo} DAY, 1000 * ${id}, toUnixTimestamp(now()) * 1000000, 'w', ${id}, 100, 'reported', 'unpriced'`,
      );
    await insert(1, 40);
    await insert(2, 40);
    await engine.execute("ALTER TABLE calls DELETE WHERE span_id = 1 SETTINGS mutations_sync = 2");
    await insert(3, 0);
    await insert(4, 0);
    await storeOn(engine);
    const weeks = await engine.query({
      sql: "SELECT toInt32(sum(calls)), toInt32(sum(input_tokens)), toInt32(sum(sum_duration)), arrayMap(x -> round(x / 1000), quantilesDDMerge(0.005, 0.5, 0.95, 0.99)(sketch_duration)) FROM rollup_week",
      parameters: {},
    });
    expect(weeks).toEqual([[4, 400, 10_000, [2, 3, 3]]]);
  }));

test("segments of what an older version stored are summed once, its last insert and its corrections too", () =>
  withEngine(async (engine) => {
    await migrate(
      engine,
      MIGRATIONS.filter(({ version }) => version < 10),
    );
    const insert = (
      table: string,
      [spanId, inserted]: readonly [number, number],
      more: Readonly<Record<string, string>>,
    ): Promise<void> => {
      const [names, values] = [Object.keys(more), Object.values(more)];
      return engine.execute(
        `INSERT INTO ${table} (project, trace_id, span_id, start_time, batch, writer, inserted, input_tokens, ${names.join(", ")})
         SELECT 'old', toUUID('00000000-0000-0000-0000-00000000000${spanId}'), ${spanId}, toStartOfHour(now64(6)), toUnixTimestamp(now()) * 1000000, 'w', ${inserted}, 100, ${values.join(", ")}`,
      );
    };
    const parts = {
      "segments.path": "['system', 'user']",
      "segments.kind": "['static', 'variable']",
      "segments.hash": "[1, 2]",
      "segments.tokens": "[60, 40]",
      operation: "'chat'",
      token_source: "'reported'",
      pricing_status: "'priced'",
    };
    const costs = { cost_input: "500", cost_cache_read: "0", cost_cache_write: "0", cost_output: "9" };
    await insert("calls", [1, 1], { ...parts, ...costs });
    await insert("calls", [2, 2], { ...parts, ...costs });
    const before = {
      before_input: "500",
      before_cache_read: "0",
      before_cache_write: "0",
      before_output: "9",
    };
    const corrected = { ...costs, cost_input: "1500", ...before, before_status: "'priced'" };
    for (const spanId of [1, 2]) {
      const row = { ...corrected, pricing_status: "'priced'", revision: "1" };
      await insert("price_corrections", [spanId, 5], row);
    }
    await storeOn(engine);
    for (const table of ["segment_rollup_hour", "segment_rollup_day"]) {
      const rows = await engine.query({
        sql: `SELECT path, toInt32(sum(calls)), toInt32(sum(tokens)), toInt32(sum(cost)) FROM ${table} GROUP BY path ORDER BY path`,
        parameters: {},
      });
      expect(rows).toEqual([
        ["system", 2, 120, 1800],
        ["user", 2, 80, 1200],
      ]);
    }
  }));

test("refuses a store of a newer version with what to do", () =>
  withEngine(async (engine) => {
    const future = { version: 99, name: "future", statements: [] };
    await migrate(engine, [...MIGRATIONS, future]);
    await expect(migrate(engine)).rejects.toThrow(StoreTooNewError);
    await expect(migrate(engine)).rejects.toThrow(/schema 99.*knows \d+; install the newer promptprof/);
  }));
