import { warnOnce } from "../warn-once.ts";
import { dropped } from "./client-drops.ts";
import type { FinishedCall } from "./finished-call.ts";

/** Sends a batch; false = it is lost. Does not throw. */
export type SendBatch = (calls: readonly FinishedCall[]) => Promise<boolean>;

export interface QueueLimits {
  /** Calls waiting at most; more are dropped and counted. 2,048 calls of about 1 KB are 2 MB. */
  readonly waiting: number;
  /** Calls in one request: encoding it takes the host's thread. */
  readonly batch: number;
  /** Longest wait of a call before it is sent. */
  readonly delayMs: number;
}

const LIMITS: QueueLimits = { waiting: 2048, batch: 128, delayMs: 1000 };

/** Holds finished calls and sends them in batches, one at a time. Bounded; counts what it drops. */
export class SpanQueue {
  readonly #send: SendBatch;
  readonly #limits: QueueLimits;
  readonly #waiting: FinishedCall[] = [];
  #timer: NodeJS.Timeout | undefined;
  #sending: Promise<void> | undefined;
  #closed = false;

  constructor(send: SendBatch, limits: QueueLimits = LIMITS) {
    this.#send = send;
    this.#limits = limits;
  }

  push(call: FinishedCall): void {
    if (this.#closed) return dropped(1);
    if (this.#waiting.length >= this.#limits.waiting) return drop(1, "the queue is full");
    this.#waiting.push(call);
    if (this.#waiting.length < this.#limits.batch) this.#timer ??= this.#sendLater();
    else if (this.#sending === undefined) void this.flush();
  }

  /** Resolves when all that was pushed before is sent or lost. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    // What was pushed while the last batch of a running flush is under way needs another round.
    if (this.#sending !== undefined)
      return this.#sending.then(() => (this.#waiting.length > 0 ? this.flush() : undefined));
    this.#sending = this.#sendAll().finally(() => {
      this.#sending = undefined;
    });
    return this.#sending;
  }

  /** Takes no more calls: they count as dropped. */
  close(): void {
    this.#closed = true;
  }

  async #sendAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, this.#limits.batch);
      if (!(await this.#send(batch))) drop(batch.length, "promptprof does not take them");
    }
  }

  #sendLater(): NodeJS.Timeout {
    const timer = setTimeout(() => void this.flush(), this.#limits.delayMs);
    // A program that is done may end: nobody waits for a profile.
    timer.unref();
    return timer;
  }
}

function drop(calls: number, why: string): void {
  dropped(calls);
  warnOnce("drops", `profiles are being dropped, and counted: ${why}. The calls themselves go on`);
}
