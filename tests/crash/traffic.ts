import { attributesOf, bodyOf } from "../../packages/server/src/otlp-json.case.ts";
import type { Random } from "../soak/seeded-random.ts";
import { Exporter } from "./exporter.ts";

/** What was acknowledged in the end. Sent calls are all of them, as each is sent until it is acknowledged. */
export interface Sent {
  calls: number;
  scores: number;
  inputTokens: number;
  outputTokens: number;
}

export interface TrafficOptions {
  readonly url: () => string | null;
  readonly random: Random;
  readonly clients: number;
  /** Calls a request, at most. */
  readonly spansMax: number;
}

const NANOS_PER_MS = 1_000_000n;
const HOUR_MS = 3_600_000;
/** Of ten requests, one brings calls as events and one scores. */
const EVENTS_OF_TEN = 1;
const SCORES_OF_TEN = 1;

/** Clients that send calls, events and scores at once until they are told to stop. */
export class Traffic {
  readonly #options: TrafficOptions;
  readonly exporter: Exporter;
  readonly sent: Sent = { calls: 0, scores: 0, inputTokens: 0, outputTokens: 0 };
  #running: Promise<void>[] = [];
  #stopped = false;
  #next = 0;
  #failure: unknown = null;
  #acknowledged: (() => void)[] = [];

  constructor(options: TrafficOptions) {
    this.#options = options;
    this.exporter = new Exporter(options);
  }

  start(): void {
    this.#running = Array.from({ length: this.#options.clients }, () => this.#client());
  }

  /** Resolves when every client has had its last request acknowledged. @throws what made a client give up */
  async stop(): Promise<Sent> {
    this.#stopped = true;
    await Promise.all(this.#running);
    if (this.#failure !== null) throw this.#failure;
    return this.sent;
  }

  /** A client has given up, and `stop` will say why. */
  get failed(): boolean {
    return this.#failure !== null;
  }

  /** Resolves with the next acknowledgement, or when a client gives up. */
  acknowledged(): Promise<void> {
    if (this.failed) return Promise.resolve();
    return new Promise((resolve) => this.#acknowledged.push(resolve));
  }

  async #client(): Promise<void> {
    try {
      while (!this.#stopped) await this.#request();
    } catch (error) {
      this.#failure ??= error;
      this.#tell();
    }
  }

  async #request(): Promise<void> {
    const { random, spansMax } = this.#options;
    const calls = Array.from({ length: random.between(1, spansMax) }, () => this.#newCall());
    const kind = random.between(0, 9);
    if (kind < SCORES_OF_TEN) return this.#sendScores(calls);
    if (kind < SCORES_OF_TEN + EVENTS_OF_TEN) await this.exporter.send("/v1/logs", eventsOf(calls));
    else await this.exporter.send("/v1/traces", bodyOf(calls.map(spanOf)));
    this.#count(calls);
    this.#tell();
  }

  #tell(): void {
    for (const resolve of this.#acknowledged.splice(0)) resolve();
  }

  /** Scores of calls that never come: that a score is there once has nothing to do with its call. */
  async #sendScores(calls: readonly SentCall[]): Promise<void> {
    const scores = calls.map(({ n }) => ({
      responseId: `score-${n}`,
      name: "exact",
      source: "rule",
      value: n % 2,
    }));
    await this.exporter.send("/api/v1/scores", JSON.stringify(scores));
    this.sent.scores += scores.length;
  }

  #count(calls: readonly SentCall[]): void {
    for (const { inputTokens, outputTokens } of calls) {
      this.sent.calls += 1;
      this.sent.inputTokens += inputTokens;
      this.sent.outputTokens += outputTokens;
    }
  }

  #newCall(): SentCall {
    const { random } = this.#options;
    this.#next += 1;
    return {
      n: this.#next,
      startTime: Date.now() - random.between(0, HOUR_MS),
      inputTokens: random.between(1, 5000),
      outputTokens: random.between(1, 500),
    };
  }
}

interface SentCall {
  readonly n: number;
  /** Epoch ms. */
  readonly startTime: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
}

function idsOf(n: number): { traceId: string; spanId: string } {
  return { traceId: n.toString(16).padStart(32, "0"), spanId: n.toString(16).padStart(16, "0") };
}

function attributes({ n, inputTokens, outputTokens }: SentCall): { key: string; value: unknown }[] {
  return attributesOf({
    "gen_ai.operation.name": "chat",
    "gen_ai.provider.name": "house",
    "gen_ai.request.model": "house-model",
    "gen_ai.usage.input_tokens": inputTokens,
    "gen_ai.usage.output_tokens": outputTokens,
    "gen_ai.prompt.name": `prompt-${n % 5}`,
    "gen_ai.prompt.version": `v${n % 3}`,
  });
}

function spanOf(call: SentCall): { traceId: string; spanId: string } & Record<string, unknown> {
  const start = BigInt(call.startTime) * NANOS_PER_MS;
  return {
    ...idsOf(call.n),
    name: "chat",
    kind: 3,
    startTimeUnixNano: String(start),
    endTimeUnixNano: String(start + 420n * NANOS_PER_MS),
    attributes: attributes(call),
  };
}

function eventsOf(calls: readonly SentCall[]): string {
  const logRecords = calls.map((call) => ({
    ...idsOf(call.n),
    timeUnixNano: String(BigInt(call.startTime) * NANOS_PER_MS),
    eventName: "gen_ai.client.inference.operation.details",
    attributes: attributes(call),
  }));
  return JSON.stringify({ resourceLogs: [{ resource: {}, scopeLogs: [{ scope: {}, logRecords }] }] });
}
