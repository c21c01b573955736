import { open, readFile, rename, rm, truncate } from "node:fs/promises";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { StoreLockedError, StoreUnwritableError } from "./store-error.ts";

const LOCK_FILE = "promptprof.lock";

export interface DataFolderLock {
  /** true where the holder before us did not close the store: a crash or `kill -9`. */
  readonly takenOver: boolean;
  release(): Promise<void>;
  /** Gives the folder back with something half done in it: the next holder is told as after a crash. */
  abandon(): Promise<void>;
}

/** Who holds the lock. A process id alone is reused sooner or later; with its start time it is one process. */
interface Holder {
  readonly pid: number;
  readonly startedAt: string | null;
}

/**
 * One process a data folder. The engine has its own lock, which the kernel releases with the process, but
 * it can only say "failed" and prints to the terminal; this file says who holds the folder before the engine is
 * even loaded, and whether the last holder left without closing.
 */
export async function lockDataFolder(dataDir: string): Promise<DataFolderLock> {
  const path = join(dataDir, LOCK_FILE);
  const takenOver = await clearStaleLock(dataDir, path);
  await createLock(dataDir, path);
  return {
    takenOver,
    release: () => rm(path, { force: true }),
    // A lock without a holder, which needs no room on the disk.
    abandon: () => truncate(path, 0),
  };
}

async function createLock(dataDir: string, path: string): Promise<void> {
  const self: Holder = { pid: process.pid, startedAt: startOf(process.pid) };
  try {
    const file = await open(path, "wx");
    await file.writeFile(JSON.stringify(self));
    await file.close();
  } catch (error) {
    if (isCode(error, "EEXIST")) throw lockedBy(dataDir, null);
    throw new StoreUnwritableError(
      `cannot write in the data folder ${dataDir}: ${String(error)}; choose a folder that this user can write`,
      { cause: error },
    );
  }
}

/** Removes the lock of a process that is gone. Moved aside first, so that of two who try only one succeeds. */
async function clearStaleLock(dataDir: string, path: string): Promise<boolean> {
  const holder = await readHolder(path);
  if (holder === undefined) return false;
  if (holder !== null && isRunning(holder)) throw lockedBy(dataDir, holder.pid);
  const aside = `${path}.${process.pid}`;
  try {
    await rename(path, aside);
    await rm(aside, { force: true });
    return true;
  } catch (error) {
    if (isCode(error, "ENOENT")) throw lockedBy(dataDir, null);
    throw new StoreUnwritableError(`cannot write in the data folder ${dataDir}: ${String(error)}`, {
      cause: error,
    });
  }
}

/** undefined = no lock file; null = a file that was cut before its holder was written. */
async function readHolder(path: string): Promise<Holder | null | undefined> {
  try {
    const content: unknown = JSON.parse(await readFile(path, "utf8"));
    return isHolder(content) ? content : null;
  } catch (error) {
    return isCode(error, "ENOENT") ? undefined : null;
  }
}

function isHolder(content: unknown): content is Holder {
  return (
    typeof content === "object" && content !== null && "pid" in content && typeof content.pid === "number"
  );
}

function isRunning(holder: Holder): boolean {
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    // EPERM: it runs, as another user.
    if (!isCode(error, "EPERM")) return false;
  }
  return holder.startedAt === null || holder.startedAt === startOf(holder.pid);
}

/** Field 22 of /proc/PID/stat, clock ticks since boot; null where there is no /proc. */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name (field 2) may hold spaces and brackets; what follows the last bracket is regular.
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? null;
  } catch {
    return null;
  }
}

function lockedBy(dataDir: string, pid: number | null): StoreLockedError {
  const who = pid === null ? "another process" : pid === process.pid ? "this process" : `process ${pid}`;
  return new StoreLockedError(
    `the data folder ${dataDir} is in use by ${who}; stop it, ask the running server instead, or choose another folder with --data`,
  );
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
