import { randomBytes } from "node:crypto";
import { copyFile, link, lstat, mkdir, readdir, readlink, rm, symlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { textCell } from "../cell-codec.ts";
import type { Engine } from "../engine.ts";
import { StoreError } from "../store-error.ts";

/** Under it in a data folder lie all the tables. `data` holds links alone, for people. */
const FOLDERS = ["metadata", "store"];

/** Which rows were inserted under which token: without it a repeated insert would count twice after a restore. */
const DEDUPLICATION = "deduplication_logs";

/**
 * Writes the tables of an embedded store as they are at this moment into a folder, which a store can be opened on. Rows
 * are hard links to parts that the engine never changes (a copy where the folder is on another disk); to be called
 * while nothing is inserted, so that no insert is in a table and not yet in its views.
 *
 * @throws StoreError for a store elsewhere
 */
export async function snapshotTables(engine: Engine, into: string): Promise<void> {
  const { folder } = engine;
  if (folder === null)
    throw new StoreError("the store is a ClickHouse server: back it up with its own BACKUP statement");
  const name = `backup_${randomBytes(6).toString("hex")}`;
  const frozen = join(folder, "shadow", name);
  try {
    for (const table of await tables(engine))
      await engine.execute(`ALTER TABLE ${table} FREEZE WITH NAME '${name}'`);
    for (const part of FOLDERS) await copyDescriptions(join(folder, part), join(into, part));
    await linkTree(frozen, into);
  } finally {
    await rm(frozen, { recursive: true, force: true });
  }
}

async function tables(engine: Engine): Promise<string[]> {
  const rows = await engine.query({
    sql: "SELECT name FROM system.tables WHERE database = currentDatabase() AND endsWith(engine, 'MergeTree')",
    parameters: {},
  });
  return rows.map(([name]) => textCell(name));
}

/** Everything but rows: the tables' definitions, the engine's small files, links. These it rewrites, so they are copied. */
async function copyDescriptions(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  const entries = await readdir(from, { withFileTypes: true });
  const isTable = entries.some(({ name }) => name === "format_version.txt");
  for (const entry of entries) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isSymbolicLink()) await symlink(await readlink(source), target);
    else if (entry.isFile()) await copyFile(source, target);
    else if (!isTable || entry.name === DEDUPLICATION) await copyDescriptions(source, target);
  }
}

async function linkTree(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) await linkTree(source, target);
    else await linkOrCopy(source, target);
  }
}

/** A second name for a file that nobody changes; a copy where the other folder is on another disk. */
export async function linkOrCopy(source: string, target: string): Promise<void> {
  const sameDisk = (await lstat(source)).dev === (await lstat(dirname(target))).dev;
  await (sameDisk ? link(source, target) : copyFile(source, target));
}
