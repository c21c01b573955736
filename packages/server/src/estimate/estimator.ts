import { encodingOf, USUAL_ENCODING, type Encoding, type Note } from "@promptprof/model";
import { CHAT_TOKENS, isChat, type CallTexts, type TokenEstimate } from "@promptprof/otlp";
import { CountThread, type Counted, type CountJob } from "@promptprof/tokens";
import { Exclusive } from "../commit/exclusive.ts";

/** The text of a call that reports no tokens, and what it takes to count it. */
export interface Uncounted {
  readonly texts: CallTexts;
  readonly operation: string;
  /** null = not known yet. */
  readonly model: string | null;
}

/**
 * The thread counts 5.5 MB/s cold and 12 MB/s warm (measured), so 2 million characters fit into the 250 ms that a
 * request may wait for it, and a thousand calls are more than an exporter sends at once (512).
 */
const ESTIMATE_DEFAULTS = { deadlineMs: 250, characters: 2 * 2 ** 20, calls: 1_000 };

/** A thread that cannot start will not start the next time either. */
const FAILURES_MAX = 3;

/** Counts the text of calls whose instrumentation reports no tokens. It keeps none of it. */
export class Estimator {
  readonly #deadlineMs: number;
  readonly #thread: CountThread;
  readonly #turns = new Exclusive();
  readonly #onFailure: (error: unknown) => void;
  /** When the thread was last busy with something that is not the fault of who waits for it. */
  #readyAt = 0;
  #failures = 0;

  constructor(onFailure: (error: unknown) => void, deadlineMs: number = ESTIMATE_DEFAULTS.deadlineMs) {
    this.#deadlineMs = deadlineMs;
    this.#thread = new CountThread(deadlineMs);
    this.#onFailure = onFailure;
  }

  /** An estimate for each, in order. A request waits for its turn as long as for its counting, no longer. */
  async estimate(uncounted: readonly Uncounted[]): Promise<TokenEstimate[]> {
    const jobs = withinBounds(uncounted);
    const work = jobs.filter((job) => job !== null);
    const counted = work.length === 0 ? [] : await this.#count(work);
    const byJob = new Map(work.map((job, i) => [job, counted[i] ?? null]));
    return uncounted.map((one, i) => {
      const job = jobs[i] ?? null;
      return estimateOf(one, job, job === null ? null : (byJob.get(job) ?? null));
    });
  }

  async close(): Promise<void> {
    await this.#turns.run(() => this.#thread.close());
  }

  async #count(jobs: readonly CountJob[]): Promise<(Counted | null)[]> {
    const askedAt = performance.now();
    return this.#turns.run(async () => {
      const waitedMs = performance.now() - Math.max(askedAt, this.#readyAt);
      if (waitedMs > this.#deadlineMs || this.#failures >= FAILURES_MAX) return [];
      const isCold = !this.#thread.isRunning;
      try {
        const counted = await this.#thread.count(jobs);
        this.#failures = 0;
        return counted;
      } catch (error) {
        this.#failures += 1;
        this.#onFailure(error);
        return [];
      } finally {
        if (isCold) this.#readyAt = performance.now();
      }
    });
  }
}

/** null = beyond what one request may ask. */
function withinBounds(uncounted: readonly Uncounted[]): (CountJob | null)[] {
  let { characters, calls } = ESTIMATE_DEFAULTS;
  return uncounted.map(({ texts: { input, output }, model }) => {
    characters -= charactersOf(input) + charactersOf(output);
    calls -= 1;
    return characters < 0 || calls < 0 ? null : { encoding: encodingFor(model), input, output };
  });
}

function charactersOf(texts: readonly string[] | null): number {
  return (texts ?? []).reduce((sum, text) => sum + text.length, 0);
}

/** Models of others have vocabularies of their own, most of them secret; the newest of OpenAI's comes near. */
function encodingFor(model: string | null): Encoding {
  return encodingOf(model) ?? USUAL_ENCODING;
}

function estimateOf(
  { texts, operation }: Uncounted,
  job: CountJob | null,
  counted: Counted | null,
): TokenEstimate {
  const notes: Note[] = [];
  if (job === null || texts.isTooLarge) notes.push("estimate_too_large");
  else if (counted === null) notes.push("estimate_timed_out");
  const messages = isChat(operation) ? (texts.input?.length ?? 0) : 0;
  const input = counted?.input ?? null;
  return {
    inputTokens: input === null ? null : input + messages * CHAT_TOKENS.message,
    outputTokens: counted?.output ?? null,
    encoding: job?.encoding ?? USUAL_ENCODING,
    notes,
  };
}
