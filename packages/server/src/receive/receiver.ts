import type { Score } from "@promptprof/model";
import type { BodyEncoding, Observation } from "@promptprof/otlp";
import { StoreReadOnlyError } from "@promptprof/store";
import type { Estimator } from "../estimate/estimator.ts";
import { receivedOf, type BatchCounts } from "../journal/batch-counts.ts";
import type { Arrival, BatchWriter } from "../journal/batch-writer.ts";
import { JournalFullError } from "../journal/journal-errors.ts";
import type { Journal } from "../journal/journal.ts";
import type { ScoreWriter } from "../scores/score-writer.ts";
import { arrivalOfCalls, type Passed } from "./arrival-of-calls.ts";
import { arrivalOfLogs } from "./arrival-of-logs.ts";
import { arrivalOfTraces } from "./arrival-of-traces.ts";
import type { ArrivalOptions } from "./arrival-options.ts";

export interface ReceiverOptions {
  readonly journal: Journal;
  readonly writer: BatchWriter;
  readonly scoreWriter: ScoreWriter;
  readonly admit: (observation: Observation) => Observation;
  readonly admitScore: (score: Score) => Score;
  /** What came would never reach the store. */
  readonly readOnly: boolean;
  /** Bytes that may wait on the disk. */
  readonly waitingBytesMax: number;
  readonly now: () => number;
  /** null = text is never counted. */
  readonly estimator: Estimator | null;
}

/** Takes requests in: what it has answered is durable. */
export class Receiver {
  readonly #options: ReceiverOptions;
  readonly #underWay = new Set<Promise<unknown>>();

  constructor(options: ReceiverOptions) {
    this.#options = options;
  }

  /**
   * @returns what the request held, once it is durable
   * @throws JournalFullError when too much waits or the disk takes no more; then nothing of the request counts
   * @throws StoreReadOnlyError
   * @throws MalformedBodyError
   */
  async receiveTraces(body: Uint8Array, encoding: BodyEncoding): Promise<BatchCounts> {
    this.assertRoom();
    return this.#track(async (options) => {
      const arrival = await arrivalOfTraces(body, encoding, options);
      await this.#write(arrival);
      return arrival.counts;
    });
  }

  /**
   * @returns what of the request cannot be taken, by reason, once the rest is durable. A request of plain log lines,
   * as most are, writes nothing.
   * @throws JournalFullError when too much waits or the disk takes no more; then nothing of the request counts
   * @throws StoreUnavailableError when it brings scores and the store takes none now; nothing of it counts either
   * @throws MalformedBodyError
   */
  async receiveLogs(body: Uint8Array, encoding: BodyEncoding): Promise<Readonly<Record<string, number>>> {
    return this.#track(async (options) => {
      const arrival = await arrivalOfLogs(body, encoding, options);
      const { counts, observations, rejected, scores } = arrival;
      // Before the calls: sent again after a refusal, a score changes nothing, and a call counts as a duplicate.
      await this.#options.scoreWriter.add(scores.map(this.#options.admitScore));
      if (observations.length + counts.notCalls + receivedOf(counts) === 0) return rejected;
      this.assertRoom();
      await this.#write(arrival);
      return rejected;
    });
  }

  /**
   * Takes calls that passed the proxy. Resolves once they are durable.
   *
   * @throws JournalFullError when too much waits or the disk takes no more; then none of them counts
   */
  async receiveCalls(passed: Passed): Promise<void> {
    this.assertRoom();
    await this.#track(async (options) => this.#write(await arrivalOfCalls(passed, options)));
  }

  /** A request whose text is still being counted is on its way to the disk, too. */
  async #track<T>(receive: (options: ArrivalOptions) => Promise<T>): Promise<T> {
    const { admit, now, estimator, readOnly } = this.#options;
    if (readOnly) throw new StoreReadOnlyError();
    const received = receive({ admit, now: now(), estimator });
    this.#underWay.add(received);
    try {
      return await received;
    } finally {
      this.#underWay.delete(received);
    }
  }

  async #write(arrival: Arrival): Promise<void> {
    try {
      await this.#options.writer.add(arrival);
    } catch (cause) {
      throw new JournalFullError(
        `the disk does not take the batch (${String(cause)}); make room and send again`,
        { cause },
      );
    }
  }

  /** @throws JournalFullError when as much waits for the store as may wait */
  assertRoom(): void {
    const { journal, waitingBytesMax } = this.#options;
    if (journal.bytes < waitingBytesMax) return;
    throw new JournalFullError(
      `${journal.bytes} bytes wait for the store, at most ${waitingBytesMax} may (limits.waitingBytes); send again later`,
    );
  }

  /** Resolves when nothing that was received is still on its way to the disk. */
  async idle(): Promise<void> {
    await Promise.allSettled(this.#underWay);
    await this.#options.writer.idle();
  }
}
