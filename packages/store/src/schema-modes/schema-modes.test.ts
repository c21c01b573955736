import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openEmbeddedEngine } from "../embedded-engine.ts";
import type { Engine } from "../engine.ts";
import { ledgerMigration } from "../migrations/0003-ledger.ts";
import { newSchema } from "../migrations/new-schema.ts";
import { MIGRATIONS, MIGRATIONS_TABLE, schemaStatements } from "../migrations/migrate.ts";
import { temporaryFolder } from "../temporary-folder.case.ts";
import { PLAIN, type SchemaMode } from "./schema-mode.ts";

const MODES: readonly SchemaMode[] = [
  PLAIN,
  { mode: "cloud" },
  { mode: "replicated" },
  { mode: "cluster", cluster: "ma`in's", database: "prompts" },
];
const SCHEMA = [MIGRATIONS_TABLE, ...MIGRATIONS.flatMap(({ statements }) => statements)];

describe.each(MODES)("in the mode $mode", (mode) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await openEmbeddedEngine(temporaryFolder());
  });
  afterAll(() => engine.close());

  test("the engine's parser takes every statement of every migration, and of a new store", async () => {
    const refused: string[] = [];
    for (const statement of [...SCHEMA, ...newSchema(SCHEMA)].flatMap((sql) => schemaStatements(mode, sql))) {
      await engine
        .query({ sql: `EXPLAIN AST ${statement}`, parameters: {} })
        .catch((error: unknown) => refused.push(`${String(error)}: ${statement}`));
    }
    expect(refused).toEqual([]);
  });

  test("a table, its view and a new column are as the golden file says", async () => {
    const statements = [...ledgerMigration.statements, "ALTER TABLE ledger ADD COLUMN IF NOT EXISTS a UInt8"];
    const text = statements.flatMap((sql) => schemaStatements(mode, sql)).join(";\n\n");
    await expect(`${text}\n`).toMatchFileSnapshot(`golden/ledger.${mode.mode}.sql`);
  });
});

const CLUSTER: SchemaMode = { mode: "cluster", cluster: "main", database: "prompts" };

test("on a cluster every table has a replicated local one, and no view reads or fills another", () => {
  const statements = SCHEMA.flatMap((sql) => schemaStatements(CLUSTER, sql));
  const tables = statements.filter((sql) => sql.startsWith("CREATE TABLE"));
  const local = tables.filter((sql) => /ENGINE = Replicated\w*MergeTree/.test(sql));
  expect(local.length).toBe(tables.length / 2);
  const views = statements.filter((sql) => sql.startsWith("CREATE MATERIALIZED VIEW"));
  const sources = views.flatMap((sql) =>
    [...sql.matchAll(/\b(?:TO|FROM) (\w+)/g)].map(([, name]) => name ?? ""),
  );
  expect(sources.filter((name) => !name.endsWith("_local"))).toEqual([]);
});

/** The sharding key of the distributed table. */
function keyOf(table: string): string | undefined {
  return SCHEMA.flatMap((sql) => schemaStatements(CLUSTER, sql))
    .find((sql) => sql.includes(`'${table}_local'`))
    ?.replace(/^.*_local', /s, "");
}

test("calls and their rollups are sharded by prompt, and what is replaced or summed by its whole key", () => {
  expect(keyOf("calls")).toBe("cityHash64(project, prompt))");
  expect(keyOf("rollup_day")).toBe("cityHash64(project, prompt))");
  expect(keyOf("scores")).toBe("cityHash64(span_id, trace_id, response_id, name, source, id))");
  expect(keyOf("leases")).toBe("cityHash64(name))");
});

test("a statement that no rule knows is our own mistake and is not sent", () => {
  expect(() => schemaStatements(CLUSTER, "RENAME TABLE calls TO more")).toThrow("no rule for a cluster");
});
