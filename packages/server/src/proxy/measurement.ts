import type { SegmentHasher } from "@promptprof/anatomy";
import { callModel, readHeaders, readReply, type ClassifiedError, type HeaderFacts } from "@promptprof/model";
import type { IncomingHttpHeaders } from "node:http";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { NameRule } from "../config/proxy-schema.ts";
import type { PassedCall } from "../receive/arrival-of-calls.ts";
import { BodyCopy } from "./body-copy.ts";
import { callName } from "./call-name.ts";
import { decoderOf } from "./content-coding.ts";
import type { Endpoint } from "./endpoint.ts";
import type { ExchangeRecord } from "./exchange-record.ts";
import { nameByRules } from "./name-rules.ts";
import { observedCall } from "./observed-call.ts";
import type { PassEnd, PassWatcher } from "./pass-watcher.ts";
import { ReplyReading } from "./reply-reading.ts";
import type { ReplyRecord } from "./reply-record.ts";
import { readRequestCopy, type RequestRecord } from "./request-record.ts";
import { pathnameOf, type Target } from "./target.ts";
import { traceContext } from "./trace-context.ts";
import type { Upstream } from "./upstream.ts";

export interface MeasurementOptions {
  readonly upstream: Upstream;
  readonly endpoint: Endpoint;
  readonly target: Target;
  readonly headers: IncomingHttpHeaders;
  readonly rules: readonly NameRule[];
  readonly hasher: SegmentHasher;
  /** Whether calls without usage are counted by their text. */
  readonly countsText: boolean;
}

/** Watches one call pass, on copies of its bytes and after they are on their way. */
export class Measurement implements PassWatcher {
  readonly #options: MeasurementOptions;
  readonly #startedAt = performance.now();
  readonly #requestCopy = new BodyCopy();
  #request: RequestRecord | null = null;
  #requestRead: Promise<void> | null = null;
  #headersAt: number | null = null;
  #status: number | null = null;
  #headers: HeaderFacts = { requestId: null, rateLimit: null };
  #reply: ReplyReading | null = null;

  constructor(options: MeasurementOptions) {
    this.#options = options;
  }

  requestBytes(bytes: Buffer): void {
    this.#requestCopy.add(bytes);
  }

  /** The copy is read while the upstream thinks, so that it need not be held for as long as a stream lasts. */
  requestEnd(): void {
    this.#requestRead ??= nextTurn().then(() => this.#readRequest());
    this.#requestRead.catch(() => {});
  }

  head(status: number, headers: IncomingHttpHeaders): void {
    this.#headersAt = performance.now();
    this.#status = status;
    this.#headers = readHeaders((name) => oneOf(headers[name]));
    const { endpoint, upstream, target } = this.#options;
    const { shape } = endpoint;
    const countsText = this.#countsText();
    const { provider } = upstream;
    this.#reply = new ReplyReading({ shape, provider, path: target.path, status, headers, countsText });
  }

  replyBytes(bytes: Buffer): void {
    const at = performance.now();
    // What the connection was given in this turn is sent before this runs.
    process.nextTick(() => this.#reply?.push(bytes, at));
  }

  /** The call, once all of the copy is read. */
  async finish(end: PassEnd): Promise<PassedCall> {
    const endedAt = performance.now();
    await nextTurn();
    this.requestEnd();
    await this.#requestRead;
    const reply = (await this.#reply?.end()) ?? null;
    const record = this.#record(end, endedAt, reply);
    const observation = observedCall(record);
    const texts = textsOf(record, reply);
    const { call } = observation;
    const uncounted = texts === null ? null : { texts, operation: call.operation, model: callModel(call) };
    return { observation, uncounted };
  }

  /** OpenAI's chat streams are the only ones that state no usage unless they are asked to. */
  #countsText(): boolean {
    const { countsText, endpoint } = this.#options;
    return countsText && endpoint.shape === "openai-chat";
  }

  async #readRequest(): Promise<void> {
    const { endpoint, hasher, headers } = this.#options;
    const sent = this.#requestCopy.take();
    const bytes = sent === null ? null : await plain(sent, headers["content-encoding"]);
    if (bytes === null) return;
    // What Bedrock's models take by themselves is nearest to what its own interface takes.
    const shape = endpoint.shape ?? "bedrock-converse";
    this.#request = readRequestCopy(bytes, { shape, hasher, countsText: this.#countsText() });
  }

  #record(end: PassEnd, endedAt: number, reply: ReplyRecord | null): ExchangeRecord {
    const { upstream, endpoint, target, headers, rules } = this.#options;
    const name = nameByRules(rules, callName(headers, target.prompt), {
      upstream: upstream.name,
      path: pathnameOf(target.path),
      model: this.#request?.model ?? endpoint.model,
      system: this.#request?.system ?? "",
      headers,
    });
    const firstContentAt = reply?.firstContentAt ?? null;
    return {
      requestId: this.#headers.requestId,
      rateLimit: this.#headers.rateLimit,
      provider: upstream.provider,
      endpoint,
      name,
      trace: traceContext(headers["traceparent"]),
      startTime: performance.timeOrigin + this.#startedAt,
      durationMs: endedAt - this.#startedAt,
      headersMs: this.#headersAt === null ? null : this.#headersAt - this.#startedAt,
      ttftMs: firstContentAt === null ? null : firstContentAt - this.#startedAt,
      gaps: reply?.gaps ?? null,
      stream: streamOf(this.#request, reply),
      httpStatus: this.#status,
      error: errorOf(end, reply),
      request: this.#request,
      facts: reply?.facts ?? readReply("openai-chat", null),
      toolCalls: reply === null || reply.error !== null ? null : reply.facts.toolCallCount,
      notes: this.#notes(reply),
    };
  }

  #notes(reply: ReplyRecord | null): string[] {
    return [
      ...(this.#request === null ? ["request_not_read"] : []),
      ...(reply?.isIncomplete === true ? ["reply_not_read"] : []),
    ];
  }
}

/** A failed call answers in one piece, whatever was asked for. */
function streamOf(request: RequestRecord | null, reply: ReplyRecord | null): boolean | null {
  if (reply === null || reply.error !== null) return request?.stream ?? null;
  return reply.stream;
}

/** A client that leaves when the answer is complete, but for the end of the connection, has cancelled nothing. */
function errorOf(end: PassEnd, reply: ReplyRecord | null): ClassifiedError | null {
  const { facts, error } = reply ?? { facts: null, error: null };
  if (error !== null) return error;
  if (facts !== null && facts.errorClass !== null) {
    return { errorClass: facts.errorClass, errorType: facts.errorType };
  }
  if (end.kind === "failed") return { errorClass: end.errorClass, errorType: end.code };
  const isWhole = end.kind === "complete" || (facts?.finishReason ?? null) !== null;
  return isWhole ? null : { errorClass: "cancelled", errorType: "client_closed" };
}

/** What may have to be counted: see `textsOfSpan`. */
function textsOf({ facts, error, request }: ExchangeRecord, reply: ReplyRecord | null): PassedTexts | null {
  if (facts.tokenSource !== "absent" || (error !== null && error.errorClass !== "cancelled")) return null;
  const input = request?.texts ?? null;
  const output = reply?.texts ?? null;
  return input === null && output === null ? null : { input, output, isTooLarge: false };
}

type PassedTexts = NonNullable<PassedCall["uncounted"]>["texts"];

async function plain(bytes: Buffer, contentEncoding: string | undefined): Promise<Buffer | null> {
  const decoder = decoderOf(contentEncoding);
  if (decoder === null) return bytes;
  if (decoder === "unknown") return null;
  const copy = new BodyCopy();
  decoder.end(bytes);
  try {
    for await (const piece of decoder) {
      copy.add(piece);
      if (copy.isTooLarge) return null;
    }
    return copy.take();
  } catch {
    return null;
  }
}

/** Node gives a list for names that may come several times; none of those that are read does. */
function oneOf(value: string | string[] | undefined): string | null {
  return typeof value === "string" ? value : null;
}
