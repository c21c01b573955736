import { spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const MIB = 2 ** 20;

/** A file system of its own, in memory, that can be filled up. */
export interface SmallDisk {
  readonly folder: string;
  /** Takes all space that is left, but so many bytes. */
  fill(leaveBytes: number): void;
  /** Gives back what `fill` took. */
  free(): void;
  remove(): void;
}

/** null = this user may not mount, as in most containers. */
export function mountSmallDisk(mebibytes: number): SmallDisk | null {
  const folder = mkdtempSync(join(tmpdir(), "promptprof-disk-"));
  const { status } = spawnSync("mount", [
    "-t",
    "tmpfs",
    "-o",
    `size=${mebibytes}m`,
    "promptprof-test",
    folder,
  ]);
  if (status !== 0) {
    rmSync(folder, { recursive: true });
    return null;
  }
  const ballast = join(folder, "ballast");
  return {
    folder,
    fill: (leaveBytes) => writeBallast(folder, ballast, leaveBytes),
    free: () => rmSync(ballast, { force: true }),
    remove: () => {
      // Lazily: a process that has just been killed may still be letting go of its files.
      spawnSync("umount", ["-l", folder]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function writeBallast(folder: string, path: string, leaveBytes: number): void {
  const file = openSync(path, "a");
  const piece = Buffer.alloc(MIB);
  try {
    for (let left = freeBytes(folder) - leaveBytes; left > 0; left = freeBytes(folder) - leaveBytes) {
      writeSync(file, piece, 0, Math.min(left, MIB));
    }
  } catch (error) {
    // The server writes too, and may have taken the last bytes.
    if (!String(error).includes("ENOSPC")) throw error;
  } finally {
    closeSync(file);
  }
}

function freeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}
