import type { Engine } from "../engine.ts";
import { numberCell } from "../cell-codec.ts";
import { endLeases } from "../lease.ts";
import { statementsIn, type SchemaMode } from "../schema-modes/schema-mode.ts";
import { StoreTooNewError } from "../store-error.ts";
import { WRITE_LEASE, withLease, type WaitOptions } from "../with-lease.ts";
import { callsMigration } from "./0001-calls.ts";
import { rollupsMigration } from "./0002-rollups.ts";
import { ledgerMigration } from "./0003-ledger.ts";
import { audioAndTierMigration } from "./0004-audio-and-tier.ts";
import { doubtsMigration } from "./0005-doubts.ts";
import { priceCorrectionsMigration } from "./0006-price-corrections.ts";
import { factsOfCallsMigration } from "./0007-facts-of-calls.ts";
import { scoresMigration } from "./0008-scores.ts";
import { LEASES_TABLE, leasesMigration } from "./0009-leases.ts";
import { segmentsMigration } from "./0010-segments.ts";
import { scoreRollupsMigration } from "./0011-score-rollups.ts";
import { newSchema } from "./new-schema.ts";
import { rollupWeekMigration } from "./0012-rollup-week.ts";
import type { Migration } from "./migration.ts";

export const MIGRATIONS: readonly Migration[] = [
  callsMigration,
  rollupsMigration,
  ledgerMigration,
  audioAndTierMigration,
  doubtsMigration,
  priceCorrectionsMigration,
  factsOfCallsMigration,
  scoresMigration,
  leasesMigration,
  segmentsMigration,
  scoreRollupsMigration,
  rollupWeekMigration,
];

/** Of the schema that this version writes. */
export const SCHEMA_VERSION: number = MIGRATIONS.at(-1)?.version ?? 0;

/**
 * Brings the schema to this version, step by step. Of several servers that start at once one makes the steps; the
 * others wait for it and find none left.
 *
 * @returns whether there was a step to make
 * @throws StoreTooNewError where the schema is already past this version
 */
export async function migrate(
  engine: Engine,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<boolean> {
  await executeSchema(engine, MIGRATIONS_TABLE);
  await executeSchema(engine, LEASES_TABLE);
  if (engine.mayHoldCutInsert && !engine.isShared) await endLeases(engine);
  if ((await stepsFor(engine, migrations)).length === 0) return false;
  return withLease(engine, MIGRATE, async () => {
    const steps = await stepsFor(engine, migrations);
    if (await isNew(engine)) await applyAtOnce(engine, steps);
    else for (const migration of steps) await apply(engine, migration);
    return steps.length > 0;
  });
}

/**
 * Inserts wait too: a view that is made anew counts nothing while it is gone. A server that dies in a step holds the
 * others up for a term.
 */
const MIGRATE: WaitOptions = {
  name: WRITE_LEASE,
  termMs: 60_000,
  waitMs: 300_000,
  pollMs: 250,
  waitsFor: "brings the schema up to date",
};

async function stepsFor(engine: Engine, migrations: readonly Migration[]): Promise<Migration[]> {
  const done = await schemaVersion(engine);
  const known = migrations.at(-1)?.version ?? 0;
  if (done > known) {
    throw new StoreTooNewError(
      `the store has schema ${done}, this version of promptprof knows ${known}; install the newer promptprof or choose another data folder`,
    );
  }
  return migrations.filter(({ version }) => version > done);
}

export const MIGRATIONS_TABLE: string = `CREATE TABLE IF NOT EXISTS migrations (
  version UInt32,
  name String,
  applied_at DateTime('UTC') DEFAULT now()
) ENGINE = MergeTree ORDER BY version SETTINGS fsync_after_insert = 1`;

/** Tables that any of the migrations makes, also one that comes later. */
function tablesOf(migrations: readonly Migration[]): string[] {
  const statements = [MIGRATIONS_TABLE, ...migrations.flatMap((migration) => migration.statements)];
  return statements.flatMap((sql) => /^\s*CREATE TABLE (?:IF NOT EXISTS )?(\w+)/.exec(sql)?.[1] ?? []);
}

/** The statements that a statement of the schema is made of in a mode. */
export function schemaStatements(mode: SchemaMode, sql: string): readonly string[] {
  return statementsIn(mode, sql, tablesOf(MIGRATIONS));
}

/** Executes a statement that makes or changes tables, as the engine's mode has it. */
export async function executeSchema(engine: Engine, sql: string): Promise<void> {
  for (const statement of schemaStatements(engine.schema, sql)) await engine.execute(statement);
}

async function schemaVersion(engine: Engine): Promise<number> {
  const rows = await engine.query({ sql: "SELECT max(version) FROM migrations", parameters: {} });
  return numberCell(rows[0]?.[0] ?? 0);
}

/** Whether no step has begun. */
async function isNew(engine: Engine): Promise<boolean> {
  const sql = "SELECT count() FROM system.tables WHERE database = currentDatabase() AND name = 'calls'";
  const rows = await engine.query({ sql, parameters: {} });
  return numberCell(rows[0]?.[0] ?? 0) === 0;
}

/** One that is cut short is finished step by step. */
async function applyAtOnce(engine: Engine, migrations: readonly Migration[]): Promise<void> {
  const steps = migrations.flatMap(({ statements }) => statements);
  for (const statement of newSchema(steps)) await executeSchema(engine, statement);
  await recordApplied(engine, migrations);
}

async function apply(engine: Engine, migration: Migration): Promise<void> {
  for (const statement of migration.statements) await executeSchema(engine, statement);
  await recordApplied(engine, [migration]);
}

async function recordApplied(engine: Engine, migrations: readonly Migration[]): Promise<void> {
  await engine.insert({
    table: "migrations",
    columns: ["version", "name"],
    lines: Buffer.from(migrations.map(({ version, name }) => `${version}\t${name}\n`).join("")),
    token: `migration-${migrations.map(({ version }) => version).join("-")}`,
  });
}
