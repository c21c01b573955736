import type { Passed, PassedCall } from "../receive/arrival-of-calls.ts";

export interface OutboxOptions {
  /** Rejects when the calls cannot be kept. */
  readonly deliver: (passed: Passed) => Promise<void>;
  /** Told of the first failure of a kind that lasts. */
  readonly onFailure: (message: string, error: unknown) => void;
}

/** Nobody waits for an acknowledgement here, so calls that end within this time share one file of the journal. */
const GATHER_MS = 100;
/** Sooner when so many wait: some 2 MB. */
const GATHER_CALLS = 1_000;

/**
 * Carries calls from the proxy to the receiver. A call that could not be measured or kept is counted, and the count
 * arrives in the ledger with the next calls that can be.
 */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #underWay = new Set<Promise<void>>();
  #calls: PassedCall[] = [];
  #notCalls = 0;
  #drops = 0;
  #timer: NodeJS.Timeout | null = null;
  #hasFailed = false;

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  /** A call that ended and is still being read. */
  add(measured: Promise<PassedCall>): void {
    this.#track(
      measured.then(
        (call) => this.#gather(call),
        (error: unknown) => {
          this.#drops += 1;
          this.#report("a call passed the proxy but could not be measured", error);
        },
      ),
    );
  }

  /** A request that is no call. */
  addNotCall(): void {
    this.#notCalls += 1;
    this.#wait();
  }

  /** Resolves when everything that has ended before is durable, or counted as dropped. */
  async drain(): Promise<void> {
    await Promise.all(this.#underWay);
    this.#send();
    await Promise.all(this.#underWay);
  }

  #gather(call: PassedCall): void {
    this.#calls.push(call);
    if (this.#calls.length >= GATHER_CALLS) this.#send();
    else this.#wait();
  }

  #wait(): void {
    this.#timer ??= setTimeout(() => this.#send(), GATHER_MS).unref();
  }

  #send(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const passed = { calls: this.#calls, notCalls: this.#notCalls, drops: this.#drops };
    if (passed.calls.length + passed.notCalls + passed.drops === 0) return;
    this.#calls = [];
    this.#notCalls = 0;
    this.#drops = 0;
    this.#track(this.#deliver(passed));
  }

  async #deliver(passed: Passed): Promise<void> {
    try {
      await this.#options.deliver(passed);
      this.#hasFailed = false;
    } catch (error) {
      this.#drops += passed.drops + passed.calls.length;
      this.#notCalls += passed.notCalls;
      this.#report("calls passed the proxy but could not be kept; they are counted as dropped", error);
    }
  }

  #report(message: string, error: unknown): void {
    if (!this.#hasFailed) this.#options.onFailure(message, error);
    this.#hasFailed = true;
  }

  #track(work: Promise<void>): void {
    this.#underWay.add(work);
    void work.finally(() => this.#underWay.delete(work));
  }
}
