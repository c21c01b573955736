import { constants } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { join } from "node:path";

/** Ending of a file that is still being written; what carries it after a crash was never acknowledged. */
export const PART = ".part";

/**
 * Writes a file so that after a crash at any moment it is there whole or not at all: written aside, flushed to the
 * disk, renamed, and the folder's own entry flushed. When it resolves, the file survives a power cut.
 */
export async function writeDurably(
  folder: string,
  name: string,
  chunks: readonly Uint8Array[],
): Promise<void> {
  const path = join(folder, name);
  try {
    await writeFlushed(path + PART, chunks);
    await rename(path + PART, path);
    await flushFolder(folder);
  } catch (error) {
    await rm(path + PART, { force: true });
    throw error;
  }
}

/** Makes renames and removals in a folder durable. */
export async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, constants.O_RDONLY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function writeFlushed(path: string, chunks: readonly Uint8Array[]): Promise<void> {
  const handle = await open(path, "w", 0o600);
  try {
    const { bytesWritten } = await handle.writev(chunks);
    const bytes = chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0);
    // A disk that fills up takes a part and reports no error until the next write.
    if (bytesWritten !== bytes) throw new Error(`the disk took ${bytesWritten} of ${bytes} bytes`);
    await handle.datasync();
  } finally {
    await handle.close();
  }
}
