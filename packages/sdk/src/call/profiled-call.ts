import { context, SpanKind, SpanStatusCode, trace, type Attributes, type Span } from "@opentelemetry/api";
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
    this.#span = this.#startSpan();
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
      const result = this.#inContext(method);
      const given = neverThrow(() => watch(result, { callId: this.#id }), result);
      return given === UNWATCHED ? this.#unwatched(result) : given;
    } catch (error) {
      this.onError(error);
      throw error;
    }
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
    neverThrow(() => {
      const { api, provider } = this.#record;
      const facts = readReply(api.shape, api.toWire?.(result) ?? result, provider.name);
      this.#record.facts = facts;
      // Where the answer has an id, that finds the call again; a weak map of all answers would be work for the collector.
      if (facts.responseId === null) this.#rememberAnswer(result);
      this.#end(failureIn(facts.errorClass, facts.errorType));
    }, undefined);
  }

  onStream(stream: object): void {
    this.#record.stream = true;
    neverThrow(() => this.#rememberAnswer(stream), undefined);
  }

  onItem(item: unknown): void {
    neverThrow(() => {
      const { api, reader } = this.#record;
      if (reader === null) return;
      this.#record.stream = true;
      const wire = (api.itemToWire ?? api.toWire)?.(item) ?? item;
      if (reader.push(wire) !== "nothing") countToken(this.#record);
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
    const anatomy = anatomyOf(record.request, this.#profiler.hasher);
    const attributes = endAttributes(record, anatomy, this.#profiler.settings);
    if (this.#span !== null) return endHostSpan(this.#span, record, durationMs, attributes);
    this.#profiler.queue.push({
      ids: this.#ids,
      name: nameOf(record),
      startTime: record.startTime,
      durationMs,
      failed: record.error !== null,
      attributes: Object.assign(attributes, startAttributes(record)),
    });
  }
}

/** An error that came as data: a failed response, or an error event of a stream. */
function failureIn(errorClass: CallError["errorClass"] | null, errorType: string | null): CallError | null {
  return errorClass === null ? null : { errorClass, errorType: errorType ?? "_OTHER", httpStatus: null };
}

function endHostSpan(span: Span, record: CallRecord, durationMs: number, attributes: Attributes): void {
  const drops = takeDropped();
  if (drops > 0) attributes[PROMPTPROF.clientDrops] = drops;
  span.setAttributes(attributes);
  if (record.error !== null) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end(hrTime(record.startTime + durationMs));
}

function nameOf({ api, requestModel }: CallRecord): string {
  return requestModel === null ? api.operation : `${api.operation} ${requestModel}`;
}
