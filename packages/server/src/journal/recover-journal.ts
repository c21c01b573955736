import { mkdir, open, readdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { decodeBatchHead } from "./batch-file.ts";
import { PART } from "./durable-file.ts";
import { BATCH, DAMAGED, DONE, Journal, SETTLED, type BatchOnDisk } from "./journal.ts";
import { DamagedFileError } from "./journal-errors.ts";
import { decodeSettlement, type Settlement } from "./settlement.ts";

/** What a journal held when it was opened. */
export interface RecoveredJournal {
  readonly journal: Journal;
  /** By number, oldest first. */
  readonly batches: readonly BatchOnDisk[];
  /** Decisions carried out: their observations are in the store. */
  readonly done: readonly Settlement[];
  /** Decisions that a crash may have cut short; to be carried out again, which changes nothing where it was done. */
  readonly unfinished: readonly Settlement[];
  readonly damaged: readonly DamagedFile[];
  /** The highest number ever given out. */
  readonly last: number;
}

export interface DamagedFile {
  readonly name: string;
  readonly reason: string;
}

/**
 * Opens the journal's folder, made if missing, and reads what a stop or a crash left. A file of which not even the
 * first line is what was written is set aside as `*.damaged` and reported.
 */
export async function recoverJournal(folder: string): Promise<RecoveredJournal> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const names = await readdir(folder);
  for (const name of names.filter((name) => name.endsWith(PART))) await rm(join(folder, name));
  const damaged: DamagedFile[] = [];
  const readAll = <T>(
    ending: string,
    read: (path: string) => Promise<T>,
    wanted: (number: number) => boolean = () => true,
  ): Promise<T[]> =>
    readFiles(
      folder,
      numbered(names, ending).filter((name) => wanted(Number.parseInt(name, 10))),
      damaged,
      read,
    );
  const done = await readAll(DONE, readSettlement);
  const completed = new Set(done.flatMap(({ completes }) => completes));
  for (const batch of completed) await rm(join(folder, batch + BATCH), { force: true });
  const unfinished = await readAll(SETTLED, readSettlement);
  const batches = await readAll(BATCH, readBatchHead, (number) => !completed.has(number));
  const last = Math.max(0, ...names.map((name) => Number.parseInt(name, 10)).filter(Number.isSafeInteger));
  return { journal: new Journal(folder, batches, done), batches, done, unfinished, damaged, last };
}

/** File names of a kind, by number. */
function numbered(names: readonly string[], ending: string): string[] {
  const files = names.filter((name) => /^\d+\.[a-z]+$/.test(name) && name.endsWith(ending));
  return files.toSorted((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10));
}

async function readFiles<T>(
  folder: string,
  names: readonly string[],
  damaged: DamagedFile[],
  read: (path: string) => Promise<T>,
): Promise<T[]> {
  const values: T[] = [];
  for (const name of names) {
    try {
      values.push(await read(join(folder, name)));
    } catch (error) {
      if (!(error instanceof DamagedFileError)) throw error;
      damaged.push({ name, reason: error.message });
      await rename(join(folder, name), join(folder, name + DAMAGED));
    }
  }
  return values;
}

async function readSettlement(path: string): Promise<Settlement> {
  return decodeSettlement(await readFile(path));
}

/** A head is a line of some 300 bytes; this is far above it. */
const HEAD_BYTES_MAX = 65_536;

/** The body is read and checked when its turn comes: a long outage may have left a gigabyte of them. */
async function readBatchHead(path: string): Promise<BatchOnDisk> {
  const handle = await open(path);
  try {
    const { size } = await handle.stat();
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES_MAX), 0, HEAD_BYTES_MAX, 0);
    return { ...decodeBatchHead(buffer.subarray(0, bytesRead)), bytes: size };
  } finally {
    await handle.close();
  }
}
