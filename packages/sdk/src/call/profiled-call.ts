import { context, SpanKind, SpanStatusCode, trace, type Attributes, type Span } from "@opentelemetry/api";
import { PROMPTPROF } from "@promptprof/model";
import { askForUsage, type AskedUsage } from "../client/ask-for-usage.ts";
import type { ModelApi } from "../client/model-api.ts";
import { observePromise } from "../client/observe-promise.ts";
import type { Observer } from "../client/observer.ts";
import { watchedOptions, type FetchObserver } from "../client/watch-fetch.ts";
import type { Method } from "../client/wrap-method.ts";
import { dropped, takeDropped } from "../export/client-drops.ts";
import { hrTime } from "../export/hr-time.ts";
import { isRecord, type Fields } from "../is-record.ts";
import { neverThrow } from "../never-throw.ts";
import type { Profiler } from "../profiler.ts";
import { warnOnce } from "../warn-once.ts";
import { anatomyOf } from "./anatomy-of.ts";
import {
  beginRecord,
  closeFinishReasons,
  isComplete,
  type CallError,
  type CallRecord,
} from "./call-record.ts";
import { CANCELLED, classifyError } from "./classify-error.ts";
import { closeCall, openCall, tokenOf } from "./open-calls.ts";
import { endAttributes, startAttributes } from "./span-attributes.ts";

const NO_BODY: Fields = {};

/**
 * One call, from the client's method to its span: the observers tell it what they see. What has to be done before
 * the request leaves is kept to a few microseconds; taking the prompt apart waits until the answer is there.
 */
export class ProfiledCall implements Observer {
  readonly #profiler: Profiler;
  readonly #api: ModelApi;
  readonly #record: CallRecord;
  readonly #asked: AskedUsage | null;
  /** The host's span, from the start; without OpenTelemetry in the host, spans are made when they are sent. */
  readonly #span: Span | null;
  readonly #startAttributes: Attributes;
  /** What the method is called with in place of the caller's arguments, which are not touched. */
  readonly #args: readonly unknown[];
  readonly #id: number;

  constructor(profiler: Profiler, api: ModelApi, args: readonly unknown[]) {
    const [body, options, ...more] = args;
    const fields = isRecord(body) ? body : NO_BODY;
    this.#profiler = profiler;
    this.#api = api;
    this.#record = beginRecord(api, fields, profiler.watchesFetch);
    this.#asked =
      api.usageOnRequest && this.#record.stream && profiler.asksForUsage ? askForUsage(fields) : null;
    this.#record.usageAsked = this.#asked !== null;
    this.#args = [
      this.#asked?.body ?? body,
      profiler.watchesFetch ? watchedOptions(options, this.#fetchObserver()) : options,
      ...more,
    ];
    this.#startAttributes = startAttributes(this.#record, profiler.provider);
    this.#span = this.#startSpan();
    this.#id = openCall(this);
  }

  /** Calls the client's method. Answers and throws what it does. */
  run(method: Method, self: unknown): unknown {
    try {
      const promise = this.#inContext(() => Reflect.apply(method, self, this.#args));
      neverThrow(() => this.#watch(promise), undefined);
      return promise;
    } catch (error) {
      this.onError(error);
      throw error;
    }
  }

  get stream(): boolean {
    return this.#record.stream;
  }

  onResponse(httpStatus: number | null): void {
    this.#record.httpStatus = httpStatus;
  }

  onResult(result: unknown): void {
    neverThrow(() => {
      this.#api.readResult(result, this.#record);
      this.#end(this.#record.error);
    }, undefined);
  }

  onItem(item: unknown): boolean {
    return neverThrow(() => this.#api.readItem(item, this.#record), true);
  }

  onStreamEnd(stopped: boolean): void {
    const { error } = this.#record;
    this.#end(stopped && !isComplete(this.#record) ? (error ?? CANCELLED) : error);
  }

  onError(error: unknown): void {
    neverThrow(() => {
      const known = classifyError(error);
      this.#record.httpStatus ??= known.httpStatus;
      this.#end(this.#record.error ?? known);
    }, undefined);
  }

  onUnread(): void {
    this.#end(this.#record.error ?? CANCELLED);
  }

  onRawWanted(): void {
    this.#asked?.undo();
    this.#record.usageAsked = false;
  }

  onRawTaken(): void {
    this.#end(null);
  }

  #fetchObserver(): FetchObserver {
    const record = this.#record;
    return {
      onAttempt: () => {
        record.attempts = (record.attempts ?? 0) + 1;
      },
      onRefusal: this.#asked === null ? null : () => this.#withoutUsage(this.#asked),
    };
  }

  #withoutUsage(asked: AskedUsage | null): string {
    asked?.undo();
    this.#record.usageAsked = false;
    this.#profiler.asksForUsage = false;
    warnOnce("usage", "the server takes no stream_options: streamed calls have no token counts");
    return JSON.stringify(asked?.body);
  }

  #watch(promise: unknown): void {
    const reading = { observer: this, token: tokenOf(this.#id), begun: false, seen: false };
    if (observePromise(promise, reading)) return;
    closeCall(this.#id);
    dropped(1);
    warnOnce(
      "promise",
      "the client answers with a promise that profile() does not know; such calls are not profiled",
    );
  }

  #startSpan(): Span | null {
    const tracer = this.#profiler.tracer();
    if (tracer === null) return null;
    const { operation, requestModel, startTime } = this.#record;
    const options = {
      kind: SpanKind.CLIENT,
      startTime: hrTime(startTime),
      attributes: this.#startAttributes,
    };
    return tracer.startSpan(nameOf(operation, requestModel), options);
  }

  /** Makes the host's span the parent of what happens inside: its HTTP spans, and other instrumentations of the client. */
  #inContext(work: () => unknown): unknown {
    if (this.#span === null) return work();
    let entered = false;
    const entering = (): unknown => {
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
    closeFinishReasons(record);
    const anatomy = anatomyOf(record, this.#profiler.hasher);
    const attributes = endAttributes(record, anatomy, this.#profiler.settings);
    if (this.#span !== null) return endHostSpan(this.#span, record, durationMs, attributes);
    this.#profiler.queue.push({
      name: nameOf(record.operation, record.requestModel),
      startTime: record.startTime,
      durationMs,
      failed: record.error !== null,
      attributes: Object.assign(attributes, this.#startAttributes),
    });
  }
}

function endHostSpan(span: Span, record: CallRecord, durationMs: number, attributes: Attributes): void {
  const drops = takeDropped();
  if (drops > 0) attributes[PROMPTPROF.clientDrops] = drops;
  span.setAttributes(attributes);
  if (record.error !== null) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end(hrTime(record.startTime + durationMs));
}

function nameOf(operation: string, model: string | null): string {
  return model === null ? operation : `${operation} ${model}`;
}
