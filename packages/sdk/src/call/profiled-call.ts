import {
  context,
  SpanKind,
  SpanStatusCode,
  trace,
  type Attributes,
  type HrTime,
  type Span,
} from "@opentelemetry/api";
import { readReply } from "@promptprof/model/replies";
import { PROMPTPROF } from "@promptprof/model/words";
import type { AnswerHead, CallObserver } from "../client/call-observer.ts";
import type { ModelApi } from "../client/model-api.ts";
import { dropped, takeDropped } from "../export/client-drops.ts";
import { hrTime } from "../export/hr-time.ts";
import { newSpanIds, type SpanIds } from "../export/span-ids.ts";
import { neverThrow } from "../never-throw.ts";
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
  type BegunCall,
  type CallRecord,
} from "./call-record.ts";
import { CANCELLED, failureOf, type CallError } from "./failure-of.ts";
import { closeCall, openCall, tokenOf } from "./open-calls.ts";
import { shareEnd } from "./share-end.ts";
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
    watch: (result: Result, token: object) => Result | typeof UNWATCHED,
  ): Result {
    try {
      const result = this.#inContext(method);
      if (this.#clientMakesSpan) this.#span ??= neverThrow(() => this.#startSpan(), null);
      const given = neverThrow(() => watch(result, tokenOf(this.#id)), result);
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
    neverThrow(() => {
      const { api, provider } = this.#record;
      this.#readHead(result);
      const facts = readReply(api.shape, api.toWire?.(result) ?? result, provider.name);
      this.#record.facts = facts;
      this.#rememberAnswer(result);
      this.#end(failureIn(facts.errorClass, facts.errorType));
    }, undefined);
  }

  onStream(stream: object): void {
    neverThrow(() => this.#rememberAnswer(stream), undefined);
  }

  onItem(item: unknown): void {
    neverThrow(() => {
      const { api, reader } = this.#record;
      this.#readHead(item);
      if (reader.push(api.toWire?.(item) ?? item) !== "nothing") countToken(this.#record);
    }, undefined);
  }

  onStreamEnd(stopped: boolean): void {
    neverThrow(() => {
      const facts = factsOf(this.#record);
      const failed = failureIn(facts.errorClass, facts.errorType);
      this.#end(stopped && facts.finishReason === null ? (failed ?? CANCELLED) : failed);
    }, undefined);
  }

  onError(error: unknown): void {
    neverThrow(() => {
      const known = failureOf(error);
      const { errorClass, errorType } = factsOf(this.#record);
      this.#record.httpStatus ??= known.httpStatus;
      this.#end(failureIn(errorClass, errorType) ?? known);
    }, undefined);
  }

  onUnread(): void {
    this.#end(CANCELLED);
  }

  onRawTaken(): void {
    this.#end(null);
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

  #rememberAnswer(answer: unknown): void {
    rememberAnswer(answer, { ids: this.#ids, responseId: () => factsOf(this.#record).responseId });
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

  #startSpan(): Span | null {
    const tracer = this.#profiler.tracer();
    if (tracer === null) return null;
    const options = {
      kind: SpanKind.CLIENT,
      startTime: hrTime(this.#record.startTime),
      attributes: startAttributes(this.#record),
    };
    return tracer.startSpan(nameOf(this.#record), options);
  }

  /** Makes the host's span the parent of what happens inside: its HTTP spans, and other instrumentations of the client. */
  #inContext<Result>(work: () => Result): Result {
    if (this.#span === null) return work();
    let entered = false;
    const entering = (): Result => {
      entered = true;
      return work();
    };
    try {
      return context.with(trace.setSpan(context.active(), this.#span), entering);
    } catch (error) {
      if (entered) throw error;
      return work();
    }
  }

  #end(error: CallError | null): void {
    const record = this.#record;
    if (record.ended) return;
    record.ended = true;
    record.error = error;
    closeCall(this.#id);
    neverThrow(() => this.#send(performance.now() - record.startedAt), undefined);
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
    this.#profiler.queue.push({
      ids: this.#ids,
      name: nameOf(record),
      startTime: record.startTime,
      durationMs,
      failed: record.error !== null,
      attributes: Object.assign(this.#endAttributes(), startAttributes(record)),
    });
  }

  #endAttributes(): Attributes {
    const anatomy = anatomyOf(this.#record.request, this.#profiler.hasher);
    return endAttributes(this.#record, anatomy, this.#profiler.settings);
  }
}

/** An error that came as data: a failed response, or an error event of a stream. */
function failureIn(errorClass: CallError["errorClass"] | null, errorType: string | null): CallError | null {
  return errorClass === null ? null : { errorClass, errorType: errorType ?? "_OTHER", httpStatus: null };
}

function fillHostSpan(span: Span, record: CallRecord, attributes: Attributes): void {
  const drops = takeDropped();
  if (drops > 0) attributes[PROMPTPROF.clientDrops] = drops;
  span.setAttributes(attributes);
  if (record.error !== null) span.setStatus({ code: SpanStatusCode.ERROR });
}

function nameOf({ api, requestModel }: CallRecord): string {
  return requestModel === null ? api.operation : `${api.operation} ${requestModel}`;
}
