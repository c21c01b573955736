import { createStreamReader, readReply, type ReplyFacts } from "@promptprof/model";
import { fieldsOf, parsedJson } from "../json/json.ts";
import { performance } from "node:perf_hooks";
import { failureOf, HttpError } from "./failure.ts";
import type { ModelRequest, Outcome, Provider } from "./provider.ts";
import { watched, type Watch } from "./profiled-calls.ts";
import { readEvents } from "./read-events.ts";
import { retryAfterMs } from "./retry-after.ts";
import { usageOf } from "./usage-of.ts";
import type { ContentReader, Wire } from "./wire/wire.ts";

export interface HttpProviderOptions {
  readonly id: string;
  readonly wire: Wire;
  /** Without a slash at its end; default: the provider's own. */
  readonly url: string | null;
  readonly key: string | null;
  /** As prices name it; default: the provider's own. */
  readonly provider: string | null;
  readonly stream: boolean;
  /** Where calls are profiled, too; null = nowhere. */
  readonly watch: Watch | null;
}

/** A provider that is an HTTP API. One call is one attempt. */
export function httpProvider(options: HttpProviderOptions): Provider {
  const { id, wire, key, stream, watch } = options;
  const provider = options.provider ?? wire.provider;
  const api = new Api(options);
  const named = { shape: wire.shape, provider: provider ?? id };
  const events = watched((...of: Asked) => api.events(...of), named, watch);
  const whole = watched((...of: Asked) => api.whole(...of), named, watch);
  return {
    id,
    provider,
    call: async (request, signal) => {
      const startedAt = performance.now();
      const answer = new Answer(wire, provider, startedAt);
      const asked: Asked = [wire.body(request, stream), request, signal];
      try {
        if (stream) for await (const event of events(...asked)) answer.push(event);
        else answer.take(await whole(...asked));
        return answer.outcome();
      } catch (error) {
        return failureOf(error, signal, performance.now() - startedAt, key);
      }
    },
  };
}

/** The body comes first: it is what the SDK reads. */
type Asked = [body: object, request: ModelRequest, signal: AbortSignal];

class Api {
  readonly #options: HttpProviderOptions;

  constructor(options: HttpProviderOptions) {
    this.#options = options;
  }

  async *events(...asked: Asked): AsyncGenerator {
    yield* readEvents(await this.#post(...asked));
  }

  async whole(...asked: Asked): Promise<unknown> {
    return (await this.#post(...asked)).json();
  }

  async #post(body: object, request: ModelRequest, signal: AbortSignal): Promise<Response> {
    const { wire, url, key, stream } = this.#options;
    const response = await fetch(`${url ?? wire.base}${wire.path(request, stream)}`, {
      method: "POST",
      headers: { "content-type": "application/json", ...wire.headers(key) },
      body: JSON.stringify(body),
      signal,
    });
    if (response.ok) return response;
    const wait = retryAfterMs(response.headers, Date.now());
    throw new HttpError(response.status, bodyOf(await response.text()), wait);
  }
}

/** What came back of one attempt. */
class Answer {
  readonly #wire: Wire;
  readonly #provider: string | null;
  readonly #startedAt: number;
  readonly #content: ContentReader;
  readonly #reader: ReturnType<typeof createStreamReader>;
  #whole: ReplyFacts | null = null;
  #ttftMs: number | null = null;

  constructor(wire: Wire, provider: string | null, startedAt: number) {
    this.#wire = wire;
    this.#provider = provider;
    this.#startedAt = startedAt;
    this.#content = wire.newContent();
    this.#reader = createStreamReader(wire.shape, provider);
  }

  push(event: unknown): void {
    const carried = this.#reader.push(event);
    if (carried !== "nothing") this.#ttftMs ??= performance.now() - this.#startedAt;
    this.#content.read(fieldsOf(event));
  }

  take(body: unknown): void {
    this.#whole = readReply(this.#wire.shape, body, this.#provider);
    this.#content.read(fieldsOf(body));
  }

  outcome(): Outcome {
    const facts = this.#whole ?? this.#reader.facts();
    const durationMs = performance.now() - this.#startedAt;
    const { errorClass, errorType, finishReason, responseModel } = facts;
    if (errorClass !== null) {
      const message = `the answer ends with an error: ${errorType ?? errorClass}`;
      return { kind: "failure", errorClass, message, httpStatus: null, durationMs, attempts: 1 };
    }
    return {
      kind: "reply",
      text: this.#content.text(),
      toolCalls: this.#content.toolCalls(),
      finishReason,
      responseModel,
      usage: usageOf(facts),
      ttftMs: this.#ttftMs,
      durationMs,
      attempts: 1,
    };
  }
}

/** Of an error; many a gateway answers in plain text. */
function bodyOf(text: string): unknown {
  return parsedJson(text) ?? text;
}
