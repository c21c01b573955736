import { UNWATCHED, type ProfiledCall } from "../../call/profiled-call.ts";
import type { ReadToken } from "../../call/open-calls.ts";
import { isRecord } from "../../is-record.ts";
import { neverThrowOrDrop } from "../../never-throw.ts";
import type { Profiler } from "../../profiler.ts";
import { warnOnce } from "../../warn-once.ts";
import type { NativeSpans } from "../anthropic/native-spans.ts";
import { isStreamed, requestOf, type ModelApi } from "../model-api.ts";
import { askForUsage, isAskedUsage, type AskedUsage } from "../openai/ask-for-usage.ts";
import { newReading } from "../reading.ts";
import type { Method } from "../replace-method.ts";
import { observePromise } from "./observe-promise.ts";
import { watchedOptions, type FetchObserver } from "./watch-fetch.ts";

/** What one kind of such clients differs in. */
export interface StainlessWrapping {
  /** Whether attempts can be counted, and a refusal of `stream_options` be answered. */
  readonly watchesFetch: boolean;
  /** Whether streams of this method report usage only when `stream_options.include_usage` asks for it. */
  readonly usageOnRequest: boolean;
  /** Spans that the client makes by itself, for ours to go into. */
  readonly nativeSpans?: NativeSpans | null;
}

/** A method `(body, options)` of the openai or the anthropic package with profiling around it: same `this`, same answer, same errors. */
export function wrapStainlessMethod(
  method: Method,
  api: ModelApi,
  profiler: Profiler,
  wrapping: StainlessWrapping,
): Method {
  return function (...args) {
    const begun = neverThrowOrDrop(() => beginCall(api, profiler, args, wrapping), null);
    if (begun === null) return Reflect.apply(method, this, args);
    return begun.call.run(() => begun.around(() => Reflect.apply(method, this, begun.args)), begun.watch);
  };
}

interface Begun {
  readonly call: ProfiledCall;
  /** What the method is called with in place of the caller's arguments, which are not touched. */
  readonly args: readonly unknown[];
  /** Runs the method. */
  readonly around: (method: () => unknown) => unknown;
  readonly watch: (promise: unknown, token: ReadToken) => unknown;
}

function beginCall(
  api: ModelApi,
  profiler: Profiler,
  [body, options, ...more]: readonly unknown[],
  { watchesFetch, usageOnRequest, nativeSpans }: StainlessWrapping,
): Begun {
  const request = requestOf(api, body);
  const stream = isStreamed(api, request);
  const native = nativeSpans?.expected() === true ? nativeSpans : null;
  const clientMakesSpan = native !== null;
  const call = profiler.begin(api, { request, stream, countsAttempts: watchesFetch, clientMakesSpan });
  const asked =
    usageOnRequest && stream && profiler.asksForUsage && isRecord(body) ? askForUsage(body) : null;
  const onRefusal = asked === null ? null : () => withoutUsage(asked, profiler);
  const observer: FetchObserver = { call, onRefusal };
  return {
    call,
    args: [asked?.body ?? body, watchesFetch ? watchedOptions(options, observer) : options, ...more],
    around: (method) =>
      native === null ? method() : native.during(method, options, (span) => call.adopt(span)),
    watch: (promise, token) => {
      const reading = newReading(call, token, hiding(asked));
      return observePromise(promise, reading, () => asked?.undo()) ? promise : UNWATCHED;
    },
  };
}

function hiding(asked: AskedUsage | null): (item: unknown) => boolean {
  return (item) => asked?.isOn() === true && isAskedUsage(item);
}

/** The request's body as the caller meant it. */
function withoutUsage(asked: AskedUsage, profiler: Profiler): string {
  asked.undo();
  profiler.asksForUsage = false;
  warnOnce("usage", "the server takes no stream_options: streamed calls have no token counts");
  return JSON.stringify(asked.body);
}
