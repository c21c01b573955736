import { TraceFlags, trace, type Span, type Tracer } from "@opentelemetry/api";
import { hostTracer } from "../../export/host-tracer.ts";
import { isRecord } from "../../is-record.ts";

/**
 * The spans that the client makes by itself: @anthropic-ai/sdk >= 0.134 starts one for each call, in the method, and
 * hands it down in the request's options as `__span`. Helpers start it before they call the method.
 */
export interface NativeSpans {
  /** Whether a call that is made now gets a span from the client. */
  readonly expected: () => boolean;
  /** Runs the client's method; `found` is given the span of its call, before the request leaves. */
  readonly during: <Result>(method: () => Result, options: unknown, found: (span: Span) => void) => Result;
}

/** The span's name, for plain and beta messages and for their helpers. */
const MODEL_CALL = "anthropic.messages.create";

/** Begins to watch the client's tracer. null = the client makes no spans: it is too old, or told not to. */
export function nativeSpansOf(client: object): NativeSpans | null {
  if (!hasTracer(client)) return null;
  let waiting: ((span: Span) => void) | null = null;
  client._tracer = telling(client._tracer, (span) => {
    waiting?.(span);
    waiting = null;
  });
  return {
    expected: () => hostTracer(null) !== null || hasProviderOfItsOwn(client),
    during: (method, options, found) => {
      const wanted = (span: Span): void => {
        if (isWanted(span)) found(span);
      };
      const given = givenSpan(options);
      if (given !== null) wanted(given);
      waiting = given === null ? wanted : null;
      try {
        return method();
      } finally {
        waiting = null;
      }
    },
  };
}

/** A span that records, or one that the host's sampler decided not to record: not one that has ended, nor a stand-in. */
function isWanted(span: Span): boolean {
  const context = span.spanContext();
  const sampled = (context.traceFlags & TraceFlags.SAMPLED) !== 0;
  return span.isRecording() || (trace.isSpanContextValid(context) && !sampled);
}

/** Other clients share the tracer, so it stays as it is. */
function telling(tracer: Tracer, started: (span: Span) => void): Tracer {
  return {
    startSpan: (name, options, context) => {
      const span = tracer.startSpan(name, options, context);
      if (name === MODEL_CALL) started(span);
      return span;
    },
    startActiveSpan: tracer.startActiveSpan.bind(tracer),
  };
}

function givenSpan(options: unknown): Span | null {
  const call = isRecord(options) ? options["__span"] : null;
  return isRecord(call) && isSpan(call["span"]) ? call["span"] : null;
}

function isSpan(value: unknown): value is Span {
  return isRecord(value) && typeof value["spanContext"] === "function" && typeof value["end"] === "function";
}

function hasTracer(client: object): client is { _tracer: Tracer } {
  return "_tracer" in client && isRecord(client._tracer) && typeof client._tracer["startSpan"] === "function";
}

function hasProviderOfItsOwn(client: object): boolean {
  const options = "openTelemetry" in client ? client.openTelemetry : null;
  return isRecord(options) && options["tracerProvider"] !== undefined;
}
