import { PROMPTPROF } from "@promptprof/model/words";
import { warnOnce } from "../warn-once.ts";
import { backoffMs } from "./backoff.ts";
import { dropped, takeDropped } from "./client-drops.ts";
import { encodeSpan } from "./encode-span.ts";
import type { FinishedCall } from "./finished-call.ts";
import type { PostOutcome } from "./post-otlp.ts";
import { ProtobufWriter } from "./protobuf-writer.ts";

/** Sends encoded spans. Never rejects. */
export type SendSpans = (spans: Buffer) => Promise<PostOutcome>;

export interface QueueLimits {
  /** Calls waiting at most, what is under way included; more are dropped and counted. */
  readonly calls: number;
  /** Their bytes: 16,384 calls of about 1 KB are 16 MB. */
  readonly bytes: number;
  /** Calls in one request. */
  readonly batch: number;
  /** Longest wait of a call before it is sent. */
  readonly delayMs: number;
  /** A batch that the server does not take for so long is dropped, and counted. */
  readonly giveUpMs: number;
}

const LIMITS: QueueLimits = {
  calls: 16_384,
  bytes: 16 * 2 ** 20,
  batch: 256,
  delayMs: 1000,
  giveUpMs: 300_000,
};

interface Batch {
  readonly spans: Buffer;
  readonly calls: number;
  /** Earlier drops that its spans report; they are unreported again if the batch is lost. */
  readonly reports: number;
}

/**
 * Holds finished calls, as bytes, and sends them in batches, one at a time and in order. Bounded; what the server does
 * not take now is sent again; counts what it drops.
 */
export class SpanQueue {
  readonly #send: SendSpans;
  readonly #limits: QueueLimits;
  readonly #writer = new ProtobufWriter();
  #open = { calls: 0, reports: 0 };
  readonly #batches: Batch[] = [];
  #calls = 0;
  #bytes = 0;
  #timer: NodeJS.Timeout | undefined;
  #running = false;
  /** Ends the wait before the next try. */
  #retryNow: (() => void) | undefined;
  #closed = false;

  constructor(send: SendSpans, limits: QueueLimits = LIMITS) {
    this.#send = send;
    this.#limits = limits;
  }

  /** Calls that are not sent yet. */
  get waiting(): number {
    return this.#calls;
  }

  push(call: FinishedCall): void {
    if (this.#closed) return dropped(1);
    const { calls, bytes, batch } = this.#limits;
    if (this.#calls >= calls || this.#bytes + this.#writer.length >= bytes)
      return drop(1, "the queue is full");
    this.#encode(call);
    if (this.#open.calls >= batch) this.#seal();
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

  #lost = 0;
  readonly #gone = new Set<() => void>();

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

  #encode(call: FinishedCall): void {
    const reports = takeDropped();
    if (reports > 0) call.attributes[PROMPTPROF.clientDrops] = reports;
    const end = this.#writer.length;
    try {
      encodeSpan(this.#writer, call);
    } catch (error) {
      // Half a span would spoil the whole batch.
      this.#writer.truncate(end);
      dropped(reports);
      throw error;
    }
    this.#open = { calls: this.#open.calls + 1, reports: this.#open.reports + reports };
    this.#calls += 1;
  }

  #seal(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#open.calls === 0) return;
    const batch = { ...this.#open, spans: this.#writer.take() };
    this.#open = { calls: 0, reports: 0 };
    this.#bytes += batch.spans.length;
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
    const began = performance.now();
    for (let failures = 1; ; failures += 1) {
      const outcome = await this.#send(batch.spans);
      if (outcome.kind === "taken") return true;
      // A server may close an idle connection just when it is used again: one failure is no news.
      if (failures > 1 || outcome.kind === "refused")
        warnOnce("export", `cannot send profiles: ${outcome.why}`);
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
    this.#lost += batch.calls;
    dropped(batch.reports);
    drop(batch.calls, "promptprof does not take them");
    this.#forget(batch);
  }

  #forget(batch: Batch): void {
    this.#calls -= batch.calls;
    this.#bytes -= batch.spans.length;
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
}

function drop(calls: number, why: string): void {
  dropped(calls);
  warnOnce("drops", `profiles are being dropped, and counted: ${why}. The calls themselves go on`);
}
