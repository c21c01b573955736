import { warnOnce } from "../warn-once.ts";
import { backoffMs } from "./backoff.ts";
import type { PostOutcome } from "./post-otlp.ts";
import { ProtobufWriter } from "./protobuf-writer.ts";

/** What a queue needs to know of the records that it holds. */
export interface Exported<Item> {
  /** For people: `profiles`. */
  readonly name: string;
  /** Appends one record; `reports` = losses that it is to report, 0 for most. */
  readonly encode: (writer: ProtobufWriter, item: Item, reports: number) => void;
  /** Sends encoded records. Never rejects. */
  readonly send: (records: Buffer) => Promise<PostOutcome>;
  readonly losses: LossCount;
}

/** Counts what was lost until some record reports it. */
export interface LossCount {
  readonly add: (records: number) => void;
  /** Takes the count to report it; it is added again when the report is lost too. */
  readonly take: () => number;
}

export interface QueueLimits {
  /** Records waiting at most, what is under way included; more are dropped and counted. */
  readonly records: number;
  /** Their bytes: 16,384 calls of about 1 KB are 16 MB. */
  readonly bytes: number;
  /** Records in one request. */
  readonly batch: number;
  /** Longest wait of a record before it is sent. */
  readonly delayMs: number;
  /** A batch that the server does not take for so long is dropped, and counted. */
  readonly giveUpMs: number;
}

const LIMITS: QueueLimits = {
  records: 16_384,
  bytes: 16 * 2 ** 20,
  batch: 256,
  delayMs: 1000,
  giveUpMs: 300_000,
};

interface Batch {
  readonly bytes: Buffer;
  readonly records: number;
  /** Earlier losses that it reports; they are unreported again if the batch is lost. */
  readonly reports: number;
}

/**
 * Holds records that are ready to leave, as bytes, and sends them in batches, one at a time and in order. Bounded;
 * what the server does not take now is sent again; counts what it drops.
 */
export class ExportQueue<Item> {
  readonly #exported: Exported<Item>;
  readonly #limits: QueueLimits;
  readonly #writer = new ProtobufWriter();
  #open = { records: 0, reports: 0 };
  readonly #batches: Batch[] = [];
  #records = 0;
  #bytes = 0;
  #timer: NodeJS.Timeout | undefined;
  #running = false;
  /** Ends the wait before the next try. */
  #retryNow: (() => void) | undefined;
  #closed = false;
  /** Records that were ever lost. */
  #lost = 0;
  /** Told whenever a batch has left, or was lost. */
  readonly #gone = new Set<() => void>();

  constructor(exported: Exported<Item>, limits: QueueLimits = LIMITS) {
    this.#exported = exported;
    this.#limits = limits;
  }

  /** Records that are not sent yet. */
  get waiting(): number {
    return this.#records;
  }

  push(item: Item): void {
    if (this.#closed) return this.#exported.losses.add(1);
    const { records, bytes, batch } = this.#limits;
    if (this.#records >= records || this.#bytes + this.#writer.length >= bytes)
      return this.#drop(1, "the queue is full");
    this.#encode(item);
    if (this.#open.records >= batch) this.#seal();
    if (this.#batches.length > 0) this.#start();
    else this.#timer ??= this.#sendLater();
  }

  /**
   * Sends all that was pushed before, at once; what the server does not take is tried again until `timeoutMs` is over.
   * Holds the process that long at most.
   *
   * @returns whether the server has all of it; false = some wait still, or were lost
   */
  async flush(timeoutMs: number): Promise<boolean> {
    this.#seal();
    const lost = this.#lost;
    const last = this.#batches.at(-1);
    if (last === undefined) return true;
    this.#start();
    this.#retryNow?.();
    await this.#untilGone(last, timeoutMs);
    return !this.#batches.includes(last) && this.#lost === lost;
  }

  /** Takes no more calls. What waits still is dropped, and counted. */
  close(): void {
    this.#closed = true;
    this.#seal();
    clearTimeout(this.#timer);
    for (const batch of this.#batches.splice(0)) this.#lose(batch);
    this.#retryNow?.();
  }

  async #untilGone(batch: Batch, timeoutMs: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, timeoutMs);
    });
    const gone = async (): Promise<void> => {
      while (this.#batches.includes(batch)) await new Promise<void>((resolve) => this.#gone.add(resolve));
    };
    await Promise.race([gone(), timeout]);
    clearTimeout(timer);
  }

  #encode(item: Item): void {
    const { encode, losses } = this.#exported;
    const reports = losses.take();
    const end = this.#writer.length;
    try {
      encode(this.#writer, item, reports);
    } catch (error) {
      // Half a record would spoil the whole batch.
      this.#writer.truncate(end);
      losses.add(reports);
      throw error;
    }
    this.#open = { records: this.#open.records + 1, reports: this.#open.reports + reports };
    this.#records += 1;
  }

  #seal(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#open.records === 0) return;
    const batch = { ...this.#open, bytes: this.#writer.take() };
    this.#open = { records: 0, reports: 0 };
    this.#bytes += batch.bytes.length;
    this.#batches.push(batch);
  }

  #start(): void {
    if (this.#running) return;
    this.#running = true;
    void this.#sendAll().finally(() => {
      this.#running = false;
    });
  }

  async #sendAll(): Promise<void> {
    for (let batch = this.#batches[0]; batch !== undefined; batch = this.#batches[0]) {
      const taken = await this.#sendOne(batch);
      // Closing takes the batches away, and counts them as lost.
      if (this.#batches[0] !== batch) return;
      this.#batches.shift();
      if (taken) this.#forget(batch);
      else this.#lose(batch);
    }
  }

  /** Tries until the server has taken the batch or refused it, or until it is too old. */
  async #sendOne(batch: Batch): Promise<boolean> {
    const { name } = this.#exported;
    const began = performance.now();
    for (let failures = 1; ; failures += 1) {
      const outcome = await this.#exported.send(batch.bytes);
      if (outcome.kind === "taken") return true;
      // A server may close an idle connection just when it is used again: one failure is no news.
      if (failures > 1 || outcome.kind === "refused")
        warnOnce(`export ${name}`, `cannot send ${name}: ${outcome.why}`);
      const expired = performance.now() - began > this.#limits.giveUpMs;
      if (outcome.kind === "refused" || expired || this.#closed) return false;
      await this.#pause(backoffMs(failures, outcome.afterMs, Math.random));
    }
  }

  async #pause(delayMs: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, delayMs);
      timer.unref();
      this.#retryNow = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#retryNow = undefined;
  }

  #lose(batch: Batch): void {
    this.#lost += batch.records;
    this.#exported.losses.add(batch.reports);
    this.#drop(batch.records, "the server does not take them");
    this.#forget(batch);
  }

  #forget(batch: Batch): void {
    this.#records -= batch.records;
    this.#bytes -= batch.bytes.length;
    for (const resolve of this.#gone) resolve();
    this.#gone.clear();
  }

  #sendLater(): NodeJS.Timeout {
    const timer = setTimeout(() => {
      this.#seal();
      this.#start();
    }, this.#limits.delayMs);
    // A program that is done may end: nobody waits for a profile.
    timer.unref();
    return timer;
  }

  #drop(records: number, why: string): void {
    const { name, losses } = this.#exported;
    losses.add(records);
    warnOnce(`drops ${name}`, `${name} are being dropped, and counted: ${why}. The host goes on`);
  }
}
