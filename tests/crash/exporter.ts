import { setTimeout as sleep } from "node:timers/promises";
import type { Random } from "../soak/seeded-random.ts";

/** Statuses after which an OTLP exporter sends the same body again. */
const RETRIED = new Set([429, 502, 503, 504]);
const BACKOFF_MS_MIN = 20;
const BACKOFF_MS_MAX = 1000;
/** A server that is told to wait 2 s is asked sooner here, or the test would mostly wait. */
const RETRY_AFTER_MS_MAX = 200;
/** An exporter gives up a request after 10 s and sends it again. */
const REQUEST_MS_MAX = 10_000;

export interface ExporterOptions {
  /** Where the server is at this moment; null while there is none. */
  readonly url: () => string | null;
  readonly random: Random;
}

/** Sends as an OTLP exporter does: the same body until it is acknowledged. */
export class Exporter {
  readonly #options: ExporterOptions;
  /** Requests that were sent more than once. */
  retried = 0;
  /** Answers that told it to come back. */
  refused = 0;

  constructor(options: ExporterOptions) {
    this.#options = options;
  }

  /**
   * Resolves when the body is acknowledged.
   *
   * @throws Error with the answer when it is one after which an exporter drops the body
   */
  async send(path: string, body: string): Promise<void> {
    for (let attempt = 0; ; attempt++) {
      const pauseMs = await this.#attempt(path, body, attempt);
      if (pauseMs === null) return;
      if (attempt === 0) this.retried += 1;
      await sleep(pauseMs);
    }
  }

  /** null = acknowledged, else how long to wait. */
  async #attempt(path: string, body: string, attempt: number): Promise<number | null> {
    const { random, url } = this.#options;
    const backoffMs = Math.min(BACKOFF_MS_MIN * 2 ** attempt, BACKOFF_MS_MAX) * (0.5 + random.next());
    const answer = await post(url(), path, body);
    if (answer === null) return backoffMs;
    if (answer.status === 200) return null;
    if (!RETRIED.has(answer.status)) throw new Error(`${path} answered ${answer.status}: ${answer.text}`);
    this.refused += 1;
    if (answer.retryAfterS === null) throw new Error(`${answer.status} without Retry-After: ${answer.text}`);
    return Math.min(answer.retryAfterS * 1000, RETRY_AFTER_MS_MAX);
  }
}

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly retryAfterS: number | null;
}

/** null = no answer, or one that was cut. */
async function post(url: string | null, path: string, body: string): Promise<Answer | null> {
  if (url === null) return null;
  try {
    const response = await fetch(url + path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
      signal: AbortSignal.timeout(REQUEST_MS_MAX),
    });
    const retryAfter = response.headers.get("retry-after");
    const text = await response.text();
    return { status: response.status, text, retryAfterS: retryAfter === null ? null : Number(retryAfter) };
  } catch {
    return null;
  }
}
