import { constants } from "node:fs";
import { copyFile, mkdir, readdir, rename, rm, rmdir, symlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { flushFolder, PART } from "../journal/durable-file.ts";
import { StartError } from "../start-error.ts";
import { DATA, flushFiles, verifyBackup, type Manifest } from "./manifest.ts";

/**
 * Makes a data folder of a backup, after every file of it was found to be what was written. The folder appears whole.
 *
 * @throws StartError for a backup that is damaged, cut short or of a newer version, and for a folder that holds something
 */
export async function restoreBackup(folder: string, dataDir: string): Promise<Manifest> {
  if (!(await isFree(dataDir)))
    throw new StartError(`the data folder ${dataDir} is not empty; restore into a new one with --data`);
  const manifest = await verifyBackup(folder);
  if ("wrong" in manifest) throw new StartError(manifest.wrong);
  const part = dataDir + PART;
  try {
    await rm(part, { recursive: true, force: true });
    await copyFiles(folder, part, manifest);
    await flushFiles(part, manifest);
    await rmdir(dataDir).catch(() => undefined);
    await rename(join(part, DATA), dataDir);
    await flushFolder(dirname(dataDir));
    return manifest;
  } finally {
    await rm(part, { recursive: true, force: true });
  }
}

async function isFree(dataDir: string): Promise<boolean> {
  try {
    return (await readdir(dataDir)).length === 0;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "ENOENT";
  }
}

/** Copies and not links: a store goes on writing in some of its files, and a backup stays what it is. */
async function copyFiles(folder: string, part: string, { files }: Manifest): Promise<void> {
  for (const file of files) {
    const target = join(part, file.path);
    await mkdir(dirname(target), { recursive: true });
    if ("link" in file) await symlink(file.link, target);
    else await copyFile(join(folder, file.path), target, constants.COPYFILE_FICLONE);
  }
}
