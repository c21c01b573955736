import { Worker } from "node:worker_threads";
import type { CountAnswer, Counted, CountJob } from "./count-job.ts";

/** Loading a vocabulary takes half a second; a machine that needs ten times that has other worries. */
const LOAD_MS_MAX = 5_000;

/** Enough for both vocabularies (75 MB each) and the texts of a request. */
const HEAP_MIB_MAX = 512;

/**
 * The worker thread that counts. It is started by the first text and has so long for each list of texts; a text on which
 * it hangs costs the thread, not the server.
 */
export class CountThread {
  readonly #deadlineMs: number;
  readonly #loadMs: number;
  #worker: Worker | null = null;

  /** @param loadMs for the vocabularies: a request does not wait for a machine that is busy, a command does */
  constructor(deadlineMs: number, loadMs: number = LOAD_MS_MAX) {
    this.#deadlineMs = deadlineMs;
    this.#loadMs = loadMs;
  }

  get isRunning(): boolean {
    return this.#worker !== null;
  }

  /**
   * One list at a time. What was not counted in time is null; loading a vocabulary does not count as time.
   *
   * @throws when the thread cannot start or dies
   */
  async count(jobs: readonly CountJob[]): Promise<(Counted | null)[]> {
    const worker = (this.#worker ??= this.#start());
    worker.ref();
    try {
      const { counted, isDone } = await this.#answers(worker, jobs);
      if (!isDone) await this.close();
      return jobs.map((_, index) => counted.get(index) ?? null);
    } catch (error) {
      await this.close();
      throw error;
    } finally {
      worker.unref();
    }
  }

  async close(): Promise<void> {
    const worker = this.#worker;
    this.#worker = null;
    await worker?.terminate();
  }

  #start(): Worker {
    const worker = new Worker(new URL("./count-worker.mjs", import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MIB_MAX },
    });
    // One that dies while nothing is asked of it is replaced by the next question.
    worker
      .on("error", () => undefined)
      .once("exit", () => {
        if (this.#worker === worker) this.#worker = null;
      });
    return worker;
  }

  async #answers(worker: Worker, jobs: readonly CountJob[]): Promise<Answers> {
    const ended = new AbortController();
    const counted = new Map<number, Counted>();
    let timer: NodeJS.Timeout | undefined;
    const isDone = new Promise<boolean>((resolve, reject) => {
      const stopIn = (ms: number): void => {
        clearTimeout(timer);
        timer = setTimeout(() => resolve(false), ms);
      };
      const onMessage = (answer: CountAnswer): void => {
        if (answer.kind === "loaded") stopIn(this.#deadlineMs);
        else if (answer.kind === "counted") counted.set(answer.index, answer);
        else resolve(true);
      };
      const onExit = (code: number): void =>
        reject(new Error(`the thread that counts tokens ended with ${code}`));
      worker.on("message", onMessage).on("error", reject).on("exit", onExit);
      ended.signal.addEventListener("abort", () => {
        worker.off("message", onMessage).off("error", reject).off("exit", onExit);
      });
      stopIn(this.#loadMs);
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread is no window
      worker.postMessage(jobs);
    });
    try {
      return { isDone: await isDone, counted };
    } finally {
      clearTimeout(timer);
      ended.abort();
    }
  }
}

interface Answers {
  readonly counted: ReadonlyMap<number, Counted>;
  /** false = time was up. */
  readonly isDone: boolean;
}
