import type { Span } from "@opentelemetry/api";
import { readReply } from "@promptprof/model/replies";
import type { AnswerHead, CallObserver } from "../client/call-observer.ts";
import type { ModelApi } from "../client/model-api.ts";
import { TEXT_MAX } from "../content/content-filter.ts";
import { addMessages } from "../content/messages-attributes.ts";
import { textOfReply } from "../content/text-of-reply.ts";
import { dropped } from "../export/client-drops.ts";
import { newSpanIds, type SpanIds } from "../export/span-ids.ts";
import { neverThrow, neverThrowOrDrop } from "../never-throw.ts";
import type { Profiler } from "../profiler.ts";
import { warnOnce } from "../warn-once.ts";
import { anatomyOf } from "./anatomy-of.ts";
import { rememberAnswer } from "./answered-calls.ts";
import {
  beginAttempt,
  beginRecord,
  countToken,
  endAttempt,
  factsOf,
  nameOf,
  type BegunCall,
  type CallRecord,
} from "./call-record.ts";
import { CANCELLED, failureOf, UNKNOWN_FAILURE, type CallError } from "./failure-of.ts";
import { endHostSpan, insideSpan, startHostSpan } from "./host-span.ts";
import { closeCall, openCall, type ReadToken } from "./open-calls.ts";
import { endAttributes, startAttributes } from "./span-attributes.ts";

export const UNWATCHED: unique symbol = Symbol("unwatched");

/**
 * One call, from the client's method to its span: the observers tell it what they see. What has to be done before
 * the request leaves is kept to a few microseconds; taking the prompt apart waits until the answer is there.
 */
export class ProfiledCall implements CallObserver {
  readonly #profiler: Profiler;
  readonly #record: CallRecord;
  /** The host's span, from the start; without OpenTelemetry in the host, spans are made when they end. */
  readonly #span: Span | null;
  readonly #ids: SpanIds;
  readonly #id: number;

  constructor(profiler: Profiler, api: ModelApi, begun: BegunCall) {
    this.#profiler = profiler;
    this.#record = beginRecord(api, profiler.provider, begun);
    const tracer = profiler.tracer();
    this.#span = tracer === null ? null : startHostSpan(tracer, this.#record);
    this.#ids = this.#span?.spanContext() ?? newSpanIds();
    this.#id = openCall(this);
  }

  /**
   * Calls the client's method. Answers and throws what it does.
   *
   * @param watch begins to watch what the method gave back, and gives what the caller is to have in its place: the
   *   same, or what behaves the same; `UNWATCHED` = it is of a kind that cannot be watched
   */
  run<Result>(
    method: () => Result,
    watch: (result: Result, token: ReadToken) => Result | typeof UNWATCHED,
  ): Result {
    try {
      const result = this.#span === null ? method() : insideSpan(this.#span, method);
      const given = neverThrow(() => watch(result, { callId: this.#id }), UNWATCHED);
      return given === UNWATCHED ? this.#unwatched(result) : given;
    } catch (error) {
      this.onError(error);
      throw error;
    }
  }

  get stream(): boolean {
    return this.#record.stream;
  }

  // Handed to the client's `fetch` by themselves, so they are bound.
  readonly onAttempt = (): void => beginAttempt(this.#record);
  readonly onAttemptEnd = (): void => endAttempt(this.#record);

  onResponse({ httpStatus, header }: AnswerHead): void {
    this.#record.httpStatus = httpStatus;
    this.#record.header = header;
    this.#record.headersAt = this.#record.attemptEndedAt ?? performance.now();
  }

  onResult(result: unknown): void {
    neverThrow(() => this.#readResult(result), undefined);
    this.#end(this.#failureStated());
  }

  onStream(stream: object): void {
    neverThrow(() => this.#rememberAnswer(stream), undefined);
  }

  onItem(item: unknown): void {
    neverThrow(() => {
      const { api, reader, output } = this.#record;
      const event = api.toWire?.(item) ?? item;
      if (reader !== null && reader.push(event) !== "nothing") countToken(this.#record);
      if (this.#profiler.content.keepsAll && output.length < TEXT_MAX)
        this.#record.output += textOfReply(api.shape, event);
    }, undefined);
  }

  onStreamEnd(stopped: boolean): void {
    const failure = this.#failureStated();
    const unfinished = factsOf(this.#record).finishReason === null;
    this.#end(stopped && unfinished ? (failure ?? CANCELLED) : failure);
  }

  onError(error: unknown): void {
    const known = neverThrow(() => failureOf(error), UNKNOWN_FAILURE);
    this.#record.httpStatus ??= known.httpStatus;
    this.#end(this.#failureStated() ?? known);
  }

  onUnread(): void {
    this.#end(CANCELLED);
  }

  onRawTaken(): void {
    this.#end(null);
  }

  #readResult(result: unknown): void {
    const { api, provider } = this.#record;
    const reply = api.toWire?.(result) ?? result;
    const facts = readReply(api.shape, reply, provider.name);
    this.#record.facts = facts;
    if (this.#profiler.content.keepsAll) this.#record.output = textOfReply(api.shape, reply);
    // Where the answer has an id, that finds the call again; a weak map of all answers would be work for the collector.
    if (facts.responseId === null) this.#rememberAnswer(result);
  }

  /** An error that came as data: a failed response, or an error event of a stream. */
  #failureStated(): CallError | null {
    const { errorClass, errorType } = factsOf(this.#record);
    return errorClass === null ? null : { errorClass, errorType: errorType ?? "_OTHER", httpStatus: null };
  }

  #rememberAnswer(answer: unknown): void {
    rememberAnswer(answer, {
      ids: this.#ids,
      responseId: () => this.#record.facts?.responseId ?? this.#record.reader?.facts().responseId ?? null,
    });
  }

  #unwatched<Result>(result: Result): Result {
    closeCall(this.#id);
    dropped(1);
    warnOnce(
      "promise",
      "the client answers with something that profile() does not know; such calls are not profiled",
    );
    return result;
  }

  #end(error: CallError | null): void {
    const record = this.#record;
    if (record.ended) return;
    record.ended = true;
    record.error = error;
    closeCall(this.#id);
    neverThrowOrDrop(() => this.#send(performance.now() - record.startedAt), undefined);
  }

  #send(durationMs: number): void {
    const record = this.#record;
    const anatomy = anatomyOf(record.request, this.#profiler.hasher, this.#profiler.content);
    const attributes = endAttributes(record, anatomy, this.#profiler.settings);
    addMessages(attributes, record, this.#profiler.content);
    if (this.#span !== null) return endHostSpan(this.#span, record, durationMs, attributes);
    this.#profiler.queues.calls.push({
      ids: this.#ids,
      name: nameOf(record),
      startTime: record.startTime,
      durationMs,
      failed: record.error !== null,
      attributes: Object.assign(attributes, startAttributes(record)),
    });
  }
}
