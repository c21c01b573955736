import { existsSync } from "node:fs";
import { lstat, mkdir, readdir, rename, rm } from "node:fs/promises";
import { dirname, isAbsolute, join, relative } from "node:path";
import { linkOrCopy, type Store } from "@promptprof/store";
import type { Committer } from "../commit/committer.ts";
import { QuestionError } from "../http/question-error.ts";
import { JOURNAL_FOLDER } from "../journal/journal.ts";
import { flushFolder, PART, writeDurably } from "../journal/durable-file.ts";
import { KEY_FILE } from "../receive/user-key.ts";
import { DATA, flushFiles, MANIFEST, manifestOf, type Manifest } from "./manifest.ts";

/** Another backup is being written. Answered with 409. */
export class BackingUpError extends Error {
  override readonly name = "BackingUpError";
  readonly statusCode = 409;
}

export interface BackerOptions {
  readonly dataDir: string;
  readonly store: Pick<Store, "snapshot">;
  readonly committer: Pick<Committer, "commit" | "paused">;
  readonly now: () => number;
  /** The store is in the data folder, and not on a ClickHouse server. */
  readonly ownsEngine: boolean;
}

/**
 * Writes backups of a data folder while calls come in. Commits wait for as long as it takes to link files; requests are
 * acknowledged meanwhile, as they only need the journal. What is taken is the store at that moment and the journal
 * just after it, so a call that was acknowledged before is in one of the two, and never in both: with no commit
 * between, nothing leaves the journal.
 */
export class Backer {
  readonly #options: BackerOptions;
  #isRunning = false;

  constructor(options: BackerOptions) {
    this.#options = options;
  }

  /**
   * @param folder absolute, and not there yet; it appears whole
   * @throws QuestionError where the folder cannot be the place of a backup
   */
  async backUp(folder: string): Promise<Manifest> {
    if (this.#isRunning) throw new BackingUpError("a backup is being written; ask again when it has ended");
    if (!this.#options.ownsEngine) throw new QuestionError(ON_A_SERVER);
    await checkPlace(folder, this.#options.dataDir);
    this.#isRunning = true;
    const part = folder + PART;
    try {
      await rm(part, { recursive: true, force: true });
      return await this.#write(part, folder);
    } catch (error) {
      await rm(part, { recursive: true, force: true });
      throw error;
    } finally {
      this.#isRunning = false;
    }
  }

  async #write(part: string, folder: string): Promise<Manifest> {
    const { committer, now } = this.#options;
    await mkdir(join(part, DATA), { recursive: true, mode: 0o700 });
    await committer.commit({ all: true });
    const takenAt = await committer.paused(async () => {
      const begun = now();
      await this.#take(join(part, DATA));
      return begun;
    });
    const manifest = await manifestOf(part, takenAt);
    await flushFiles(part, manifest);
    await writeDurably(part, MANIFEST, [Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`)]);
    await rename(part, folder);
    await flushFolder(dirname(folder));
    return manifest;
  }

  async #take(into: string): Promise<void> {
    const { dataDir, store } = this.#options;
    await store.snapshot(into);
    await linkOrCopy(join(dataDir, KEY_FILE), join(into, KEY_FILE));
    await mkdir(join(into, JOURNAL_FOLDER));
    for (const name of await readdir(join(dataDir, JOURNAL_FOLDER))) {
      // What is still being written has not been acknowledged.
      if (!name.endsWith(PART))
        await linkOrCopy(join(dataDir, JOURNAL_FOLDER, name), join(into, JOURNAL_FOLDER, name));
    }
  }
}

const ON_A_SERVER =
  "backup: the store is on a ClickHouse server, which writes its own backups (BACKUP DATABASE); promptprof export writes files of it";

async function checkPlace(folder: string, dataDir: string): Promise<void> {
  if (!isAbsolute(folder))
    throw new QuestionError(`dir: must be an absolute path, got ${JSON.stringify(folder)}`);
  if (existsSync(folder)) throw new QuestionError(`dir: ${folder} is there already; choose a new folder`);
  const parent = await lstat(dirname(folder)).catch(() => null);
  if (parent === null) throw new QuestionError(`dir: there is no folder ${dirname(folder)}; make it first`);
  if (!relative(dataDir, folder).startsWith(".."))
    throw new QuestionError(`dir: ${folder} lies in the data folder itself; choose one outside`);
}
