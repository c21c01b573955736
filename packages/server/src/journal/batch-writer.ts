import type { Observation } from "@promptprof/otlp";
import type { BatchClock } from "./batch-clock.ts";
import { addCounts, NO_COUNTS, receivedOf, type BatchCounts } from "./batch-counts.ts";
import type { BatchHead } from "./batch-file.ts";
import type { Journal } from "./journal.ts";

/** What one request brings. `lines` are the observations as `observationLines` writes them. */
export interface Arrival {
  readonly counts: BatchCounts;
  readonly observations: readonly Observation[];
  readonly lines: Buffer;
}

/** A batch that is durable now. */
export interface AcknowledgedBatch extends BatchHead {
  readonly observations: readonly Observation[];
}

interface Waiting {
  readonly arrival: Arrival;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * More would make one write long: 20,000 calls are some 24 MB and take 70 ms to flush (measured), well below the
 * 200 ms a batch may stay open.
 */
const BATCH_CALLS_MAX = 20_000;

/**
 * Group commit. One batch is being written at a time; what arrives meanwhile forms the next one, so the window is as
 * long as the disk needs: a lone request waits for its own flush alone (1.6 ms, measured), a crowd shares one.
 */
export class BatchWriter {
  readonly #journal: Journal;
  readonly #clock: BatchClock;
  readonly #now: () => number;
  readonly #onAcknowledged: (batch: AcknowledgedBatch) => void;
  #queue: Waiting[] = [];
  #writing: Promise<void> | null = null;

  /** @param onAcknowledged called once a batch is durable, before its requests are answered */
  constructor(
    journal: Journal,
    clock: BatchClock,
    now: () => number,
    onAcknowledged: (batch: AcknowledgedBatch) => void,
  ) {
    this.#journal = journal;
    this.#clock = clock;
    this.#now = now;
    this.#onAcknowledged = onAcknowledged;
  }

  /** Resolves when the arrival is durable; rejects when the disk does not take it, and then it counts nowhere. */
  async add(arrival: Arrival): Promise<void> {
    const durable = new Promise<void>((resolve, reject) => this.#queue.push({ arrival, resolve, reject }));
    this.#writing ??= this.#writeAll();
    return durable;
  }

  /** Resolves when nothing is being written any more. */
  async idle(): Promise<void> {
    await this.#writing;
  }

  async #writeAll(): Promise<void> {
    // Requests that came in the same turn of the event loop belong into the same batch.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#queue.length > 0) await this.#writeOne(this.#takeBatch());
    this.#writing = null;
  }

  /** The oldest arrivals up to the limit; a single larger one goes alone. */
  #takeBatch(): Waiting[] {
    let calls = 0;
    const end = this.#queue.findIndex(({ arrival }, i) => {
      calls += receivedOf(arrival.counts);
      return i > 0 && calls > BATCH_CALLS_MAX;
    });
    return this.#queue.splice(0, end === -1 ? this.#queue.length : end);
  }

  async #writeOne(waiting: readonly Waiting[]): Promise<void> {
    const arrivals = waiting.map(({ arrival }) => arrival);
    const head: BatchHead = {
      batch: this.#clock.next(this.#now()),
      counts: arrivals.reduce((sum, { counts }) => addCounts(sum, counts), NO_COUNTS),
    };
    try {
      await this.#journal.writeBatch(
        head,
        arrivals.map(({ lines }) => lines),
      );
    } catch (error) {
      for (const { reject } of waiting) reject(error);
      return;
    }
    this.#onAcknowledged({ ...head, observations: arrivals.flatMap(({ observations }) => observations) });
    for (const { resolve } of waiting) resolve();
  }
}
