import { isDeepStrictEqual } from "node:util";
import { numberCell, textCell } from "../cell-codec.ts";
import { escapeField } from "../bind-parameters.ts";
import type { Engine } from "../engine.ts";
import { executeSchema } from "../migrations/migrate.ts";
import { retentionOf, type RetentionChange } from "./held-since.ts";
import { lateViewStatements } from "./late-views.ts";
import type { Retention } from "./retention.ts";
import { TIMED_TABLES, ttlOf, type TimedTable } from "./timed-tables.ts";

/** Every change of the retention of this store, oldest first. */
export async function readRetentionChanges(engine: Engine): Promise<RetentionChange[]> {
  const rows = await engine.query({
    sql: "SELECT toUnixTimestamp64Milli(at), retention FROM retention_changes ORDER BY at",
    parameters: {},
  });
  return rows.map(([at, text]) => {
    const retention: Retention = JSON.parse(textCell(text));
    return { at: numberCell(at), retention };
  });
}

/**
 * Puts a retention in force, by the engine's TTL. Tables that have it already are left alone, so this costs one question
 * where nothing changes. Where something does, no row is written again: the engine computes anew when each part expires
 * (`materialize_ttl_recalculate_only`), which reads one column, and drops or rewrites parts when it merges.
 *
 * @param now epoch ms
 * @returns every change of the retention, this one included
 */
export async function applyRetention(
  engine: Engine,
  wanted: Retention,
  now: number,
): Promise<readonly RetentionChange[]> {
  const present = await presentTables(engine);
  for (const table of TIMED_TABLES) {
    for (const statement of statementsFor(table, wanted, present.get(table.table) ?? "")) {
      await executeSchema(engine, statement);
    }
  }
  const changes = await readRetentionChanges(engine);
  if (isDeepStrictEqual(retentionOf(changes), wanted)) return changes;
  for (const statement of lateViewStatements(wanted)) await executeSchema(engine, statement);
  await record(engine, wanted, now);
  return readRetentionChanges(engine);
}

/** The engine's own words for each table: `MergeTree ... TTL ... SETTINGS ...`. */
async function presentTables(engine: Engine): Promise<ReadonlyMap<string, string>> {
  // On a cluster the table of this name holds no rows itself.
  const ending = engine.schema.mode === "cluster" ? "_local" : "";
  const rows = await engine.query({
    sql: "SELECT name, engine_full FROM system.tables WHERE database = currentDatabase() AND name IN {tables:Array(String)}",
    parameters: { tables: TIMED_TABLES.map(({ table }) => table + ending) },
  });
  return new Map(rows.map(([name, words]) => [textCell(name).replace(/_local$/, ""), textCell(words)]));
}

/**
 * Parts are dropped whole where all rows of a part are kept equally long. A part that holds projects with retentions of
 * their own would stay until its last project goes, so there the engine takes expired rows out while it merges, at most
 * once a day for each partition (decisions/2026-11-24-retention.md).
 */
function statementsFor(table: TimedTable, retention: Retention, present: string): string[] {
  const ttl = ttlOf(table, retention);
  const had = / TTL (.*) SETTINGS /.exec(present)?.[1] ?? null;
  const setting = partsSetting(table, retention);
  return [
    ...(setting === null || present.includes(setting)
      ? []
      : [`ALTER TABLE ${table.table} MODIFY SETTING ${setting}`]),
    ...(ttl === had
      ? []
      : [`ALTER TABLE ${table.table} ${ttl === null ? "REMOVE TTL" : `MODIFY TTL ${ttl}`}`]),
  ];
}

function partsSetting({ byProject, wholeParts }: TimedTable, { projects }: Retention): string | null {
  if (!wholeParts) return null;
  const mixed = byProject && Object.keys(projects).length > 0;
  return `ttl_only_drop_parts = ${mixed ? 0 : 1}`;
}

async function record(engine: Engine, retention: Retention, now: number): Promise<void> {
  const at = Math.round(now);
  await engine.insert({
    table: "retention_changes",
    columns: ["at", "retention"],
    lines: Buffer.from(`${at}\t${escapeField(JSON.stringify(retention))}\n`),
    token: `retention-${at}`,
  });
}
