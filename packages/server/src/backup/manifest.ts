import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { lstat, open, readdir, readFile, readlink } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { SCHEMA_VERSION } from "@promptprof/store";

/** What a backup holds and how each file must look. Written last: a folder without it is no whole backup. */
export interface Manifest {
  readonly format: "promptprof-backup-1";
  /** Everything that was acknowledged before this moment is in it; ISO 8601. */
  readonly takenAt: string;
  readonly schema: number;
  readonly files: readonly BackedUpFile[];
}

/** A path within the backup. A symbolic link has its target in place of size and sum. */
export type BackedUpFile =
  | { readonly path: string; readonly bytes: number; readonly sha256: string }
  | { readonly path: string; readonly link: string };

export const MANIFEST = "manifest.json";
export const DATA = "data";

/** Sums of everything below `data`, in the order of the paths; each file is flushed to the disk on the way. */
export async function manifestOf(folder: string, takenAt: number): Promise<Manifest> {
  const files: BackedUpFile[] = [];
  for (const path of await pathsBelow(folder, DATA)) files.push(await describe(folder, path));
  return {
    format: "promptprof-backup-1",
    takenAt: new Date(takenAt).toISOString(),
    schema: SCHEMA_VERSION,
    files,
  };
}

/**
 * The manifest of a backup, when all of it is there and unchanged; else a line that says what is wrong.
 */
export async function verifyBackup(folder: string): Promise<Manifest | { readonly wrong: string }> {
  const manifest = await readManifest(folder);
  if ("wrong" in manifest) return manifest;
  if (manifest.schema > SCHEMA_VERSION) {
    return {
      wrong: `the backup ${folder} has schema ${manifest.schema}, this version of promptprof knows ${SCHEMA_VERSION}; restore it with the newer promptprof`,
    };
  }
  for (const file of manifest.files) {
    const found = await describe(folder, file.path).catch((error: unknown) => String(error));
    if (JSON.stringify(found) === JSON.stringify(file)) continue;
    return { wrong: `the backup is damaged: ${join(folder, file.path)} ${differenceOf(file, found)}` };
  }
  return manifest;
}

async function readManifest(folder: string): Promise<Manifest | { readonly wrong: string }> {
  const path = join(folder, MANIFEST);
  try {
    const manifest: Manifest = JSON.parse(await readFile(path, "utf8"));
    if (manifest.format === "promptprof-backup-1") return manifest;
    return { wrong: `${path}: not a backup of promptprof, or of a newer one` };
  } catch (error) {
    return { wrong: `${folder} is no whole backup: ${path} cannot be read (${String(error)})` };
  }
}

function differenceOf(wanted: BackedUpFile, found: BackedUpFile | string): string {
  if (typeof found === "string") return `cannot be read (${found})`;
  if ("bytes" in wanted && "bytes" in found && wanted.bytes !== found.bytes)
    return `has ${found.bytes} bytes, not ${wanted.bytes}`;
  return "is not what was written (its SHA-256 differs)";
}

async function pathsBelow(folder: string, path: string): Promise<string[]> {
  const paths: string[] = [];
  const entries = await readdir(join(folder, path), { withFileTypes: true });
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const below = `${path}/${entry.name}`;
    if (entry.isDirectory()) paths.push(...(await pathsBelow(folder, below)));
    else paths.push(below);
  }
  return paths;
}

async function describe(folder: string, path: string): Promise<BackedUpFile> {
  const full = join(folder, path);
  const { size, isLink } = await lstat(full).then((stat) => ({
    size: stat.size,
    isLink: stat.isSymbolicLink(),
  }));
  if (isLink) return { path, link: await readlink(full) };
  const hash = createHash("sha256");
  await pipeline(createReadStream(full), hash);
  return { path, bytes: size, sha256: hash.digest("hex") };
}

/** Makes every file durable; the engine flushes what is inserted, and not what it has merged. */
export async function flushFiles(folder: string, { files }: Manifest): Promise<void> {
  for (const file of files) {
    if ("link" in file) continue;
    const handle = await open(join(folder, file.path), "r");
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  }
}
