import { readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Observation } from "@promptprof/otlp";
import { decodeBatch, encodeBatch, type BatchHead } from "./batch-file.ts";
import { flushFolder, writeDurably } from "./durable-file.ts";
import { DamagedFileError } from "./journal-errors.ts";
import { decidedObservations, encodeSettlement, type Settlement } from "./settlement.ts";

/** Its place in a data folder. */
export const JOURNAL_FOLDER = "journal";

export const BATCH = ".batch";
/** A decision not yet carried out to the end. */
export const SETTLED = ".settled";
/** A decision carried out, kept while a batch that it decided a part of is still there. */
export const DONE = ".done";
export const DAMAGED = ".damaged";

/** A batch in the folder. */
export interface BatchOnDisk extends BatchHead {
  readonly bytes: number;
}

/**
 * The write-ahead log: one file a batch of acknowledged observations, one file a decision about them.
 * `recoverJournal` opens it. Everything that resolves here survives `kill -9` and a power cut.
 */
export class Journal {
  readonly #folder: string;
  readonly #batches: Map<number, BatchOnDisk>;
  readonly #damaged = new Set<number>();
  /** Decisions carried out, by number: the batches that each still speaks of. */
  readonly #done = new Map<number, Set<number>>();
  #bytes = 0;

  constructor(folder: string, batches: readonly BatchOnDisk[], done: readonly Settlement[]) {
    this.#folder = folder;
    this.#batches = new Map(batches.map((batch) => [batch.batch, batch]));
    this.#bytes = batches.reduce((sum, { bytes }) => sum + bytes, 0);
    for (const settlement of done) this.#remember(settlement);
  }

  /** Bytes of all batches: what waits on the disk. */
  get bytes(): number {
    return this.#bytes;
  }

  /** @throws when the disk does not take it; then the folder is as before */
  async writeBatch(head: BatchHead, lines: readonly Uint8Array[]): Promise<void> {
    const chunks = encodeBatch(head, lines);
    await writeDurably(this.#folder, head.batch + BATCH, chunks);
    const bytes = chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0);
    this.#batches.set(head.batch, { ...head, bytes });
    this.#bytes += bytes;
  }

  /** @throws DamagedFileError; then the file, if it is there at all, will be set aside instead of removed */
  async readBatch(batch: number): Promise<Observation[]> {
    const file = await this.#readFile(batch);
    if (file === null) throw new DamagedFileError("it is gone");
    try {
      return decodeBatch(file);
    } catch (error) {
      if (error instanceof DamagedFileError) this.#damaged.add(batch);
      throw error;
    }
  }

  /** null = it is not there. */
  async #readFile(batch: number): Promise<Buffer | null> {
    try {
      return await readFile(join(this.#folder, batch + BATCH));
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
      throw error;
    }
  }

  async writeSettlement(settlement: Settlement): Promise<void> {
    await writeDurably(this.#folder, settlement.number + SETTLED, encodeSettlement(settlement));
  }

  /**
   * Forgets what a decision completes, once calls and ledger are in the store. The decision is marked as carried out
   * first, durably: from then on a crash can only leave files behind that are known to be of no use.
   */
  async finish(settlement: Settlement): Promise<void> {
    const path = join(this.#folder, String(settlement.number));
    if (!this.#done.has(settlement.number)) {
      await rename(path + SETTLED, path + DONE);
      this.#remember(settlement);
    }
    await flushFolder(this.#folder);
    // Only now are the removals of earlier rounds durable too, so that a decision never goes before its batches.
    await this.#removeSpentDecisions();
    for (const batch of settlement.completes) await this.#removeBatch(batch);
  }

  #remember(settlement: Settlement): void {
    const batches = new Set(settlement.completes);
    for (const { batch } of decidedObservations(settlement)) batches.add(batch);
    this.#done.set(settlement.number, batches);
  }

  /** What could not be read stays for a person to look at. */
  async #removeBatch(batch: number): Promise<void> {
    const path = join(this.#folder, String(batch));
    const onDisk = this.#batches.get(batch);
    if (onDisk === undefined) return;
    if (this.#damaged.has(batch)) await rename(path + BATCH, path + BATCH + DAMAGED);
    else await rm(path + BATCH, { force: true });
    this.#batches.delete(batch);
    this.#bytes -= onDisk.bytes;
  }

  /** The newest decision always stays: its number is the mark from which the batch clock goes on after a restart. */
  async #removeSpentDecisions(): Promise<void> {
    const newest = Math.max(...this.#done.keys());
    for (const [number, batches] of this.#done) {
      const spent = ![...batches].some((batch) => this.#batches.has(batch));
      if (!spent || number === newest) continue;
      await rm(join(this.#folder, number + DONE), { force: true });
      this.#done.delete(number);
    }
  }
}
