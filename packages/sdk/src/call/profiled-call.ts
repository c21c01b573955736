import type { HrTime, Span } from "@opentelemetry/api";
import type { AnswerHead, CallObserver } from "../client/call-observer.ts";
import type { ModelApi } from "../client/model-api.ts";
import { addMessages } from "../content/messages-attributes.ts";
import { dropped } from "../export/client-drops.ts";
import type { SpanAttributes } from "../export/finished-call.ts";
import { hrTime } from "../export/hr-time.ts";
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
  readAnswer,
  readItem,
  type BegunCall,
  type CallRecord,
} from "./call-record.ts";
import { CANCELLED, failureOf, UNKNOWN_FAILURE, type CallError } from "./failure-of.ts";
import { fillHostSpan, insideSpan, startHostSpan } from "./host-span.ts";
import { closeCall, openCall, type ReadToken } from "./open-calls.ts";
import { shareEnd } from "./share-end.ts";
import { addStart, endAttributes, startAttributes } from "./span-attributes.ts";

export const UNWATCHED: unique symbol = Symbol("unwatched");

/**
 * One call, from the client's method to its span: the observers tell it what they see. What has to be done before
 * the request leaves is kept to a few microseconds; taking the prompt apart waits until the answer is there.
 */
export class ProfiledCall implements CallObserver {
  readonly #profiler: Profiler;
  readonly #record: CallRecord;
  /** The host's span, from the start; without OpenTelemetry in the host, spans are made when they end. */
  #span: Span | null;
  #endSpan: (endTime: HrTime) => void;
  #ownIds: SpanIds | null = null;
  readonly #clientMakesSpan: boolean;
  readonly #id: number;

  constructor(profiler: Profiler, api: ModelApi, begun: BegunCall) {
    this.#profiler = profiler;
    this.#record = beginRecord(api, profiler.provider, begun);
    this.#clientMakesSpan = begun.clientMakesSpan ?? false;
    this.#span = this.#clientMakesSpan ? null : this.#startSpan();
    this.#endSpan = (endTime) => this.#span?.end(endTime);
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
      if (this.#clientMakesSpan) this.#span ??= neverThrow(() => this.#startSpan(), null);
      const given = neverThrow(() => watch(result, this.newToken()), UNWATCHED);
      return given === UNWATCHED ? this.#unwatched(result) : given;
    } catch (error) {
      this.onError(error);
      throw error;
    }
  }

  /** Takes the span that the client started for this call: it stays the client's, and gets what we know on top. */
  adopt(span: Span): void {
    neverThrow(() => {
      this.#endSpan = shareEnd(span);
      this.#span = span;
      span.setAttributes(startAttributes(this.#record));
    }, undefined);
  }

  /** To be held by whatever the answer can be read through. */
  newToken(): ReadToken {
    return { callId: this.#id };
  }

  get stream(): boolean | null {
    return this.#record.stream;
  }

  // Handed to the client's `fetch` by themselves, so they are bound.
  readonly onAttempt = (): void => beginAttempt(this.#record);
  readonly onAttemptEnd = (): void => endAttempt(this.#record);

  onResponse({ httpStatus, header, late }: AnswerHead): void {
    this.#record.httpStatus = httpStatus;
    this.#record.header = header;
    if (late !== true) this.#record.headersAt = this.#record.attemptEndedAt ?? performance.now();
  }

  onResult(result: unknown): void {
    neverThrow(() => this.#readResult(result), undefined);
    this.#end(this.#failureStated());
  }

  onStream(stream: object): void {
    this.#record.stream = true;
    neverThrow(() => this.#rememberAnswer(stream), undefined);
  }

  onItem(item: unknown): void {
    neverThrow(() => {
      this.#record.stream = true;
      this.#readHead(item);
      const carried = readItem(this.#record, item, this.#profiler.content.keepsAll);
      if (carried !== "nothing") countToken(this.#record);
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
    this.#end(this.#failureStated() ?? CANCELLED);
  }

  onRawTaken(): void {
    this.#end(null);
  }

  #readResult(result: unknown): void {
    this.#readHead(result);
    readAnswer(this.#record, result, this.#profiler.content.keepsAll);
    // Where the answer has an id, that finds the call again; a weak map of all answers would be work for the collector.
    if (factsOf(this.#record).responseId === null) this.#rememberAnswer(result);
  }

  /** Of a client that hides its HTTP answers and tells of them afterwards: when the head came is not known. */
  #readHead(answer: unknown): void {
    const { api, httpStatus } = this.#record;
    const head = httpStatus === null ? (api.headOf?.(answer) ?? null) : null;
    if (head === null) return;
    this.#record.httpStatus = head.httpStatus;
    this.#record.header = head.header;
  }

  get #ids(): SpanIds {
    return this.#span?.spanContext() ?? (this.#ownIds ??= newSpanIds());
  }

  #startSpan(): Span | null {
    const tracer = this.#profiler.tracer();
    return tracer === null ? null : startHostSpan(tracer, this.#record);
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
    if (this.#span === null) return this.#push(durationMs);
    try {
      fillHostSpan(this.#span, record, this.#endAttributes());
    } finally {
      this.#endSpan(hrTime(record.startTime + durationMs));
    }
  }

  #push(durationMs: number): void {
    const record = this.#record;
    const attributes = this.#endAttributes();
    addStart(attributes, record);
    this.#profiler.queues.calls.push({
      ids: this.#ids,
      name: nameOf(record),
      startTime: record.startTime,
      durationMs,
      failed: record.error !== null,
      attributes,
    });
  }

  #endAttributes(): SpanAttributes {
    const { hasher, content, settings } = this.#profiler;
    const anatomy = anatomyOf(this.#record.request, hasher, content);
    const attributes = endAttributes(this.#record, anatomy, settings);
    addMessages(attributes, this.#record, content);
    return attributes;
  }
}
