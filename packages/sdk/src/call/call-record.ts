import type { RequestFacts } from "@promptprof/anatomy";
import { createStreamReader, readReply, type ReplyFacts, type StreamReader } from "@promptprof/model/replies";
import { GapHistogram } from "@promptprof/model/words";
import type { ModelApi } from "../client/model-api.ts";
import type { Provider } from "../client/provider-of.ts";
import type { CallError } from "./failure-of.ts";
import { currentContext, type CallContext } from "./with-context.ts";

/** What is known of one call while it runs. The observers fill it in; it is read once, at the end. */
export interface CallRecord {
  readonly api: ModelApi;
  readonly provider: Provider;
  /** Epoch milliseconds. */
  readonly startTime: number;
  /** The same moment on the monotonic clock, milliseconds: all durations come from it. */
  readonly startedAt: number;
  readonly requestModel: string | null;
  readonly stream: boolean;
  /** Its list of messages is as it was when the call was made; the host may push to its own array meanwhile. */
  readonly request: RequestFacts;
  readonly context: CallContext;
  /** HTTP tries; null = they cannot be counted. */
  attempts: number | null;
  /** When the last try was answered or broke, on the monotonic clock. */
  attemptEndedAt: number | null;
  /** Time between tries, summed up. */
  retryWaitMs: number;
  headersAt: number | null;
  httpStatus: number | null;
  header: ReadHeader | null;
  firstTokenAt: number | null;
  lastTokenAt: number | null;
  readonly gaps: GapHistogram;
  /** Reads the events of a stream; null where the answer comes whole. */
  readonly reader: StreamReader | null;
  /** Facts of the answer, once it has come whole or nothing more of it will. */
  facts: ReplyFacts | null;
  /** Text of the answer; "" unless `content` is full. */
  output: string;
  error: CallError | null;
  ended: boolean;
}

/** Looks up a response header by its lower-case name. */
export type ReadHeader = (name: string) => string | null;

export interface BegunCall {
  readonly request: RequestFacts;
  readonly stream: boolean;
  readonly countsAttempts: boolean;
}

/** A call that begins now. */
export function beginRecord(api: ModelApi, provider: Provider, begun: BegunCall): CallRecord {
  return {
    api,
    provider,
    startTime: Date.now(),
    startedAt: performance.now(),
    requestModel: begun.request.model,
    stream: begun.stream,
    request: begun.request,
    context: currentContext(),
    attempts: begun.countsAttempts ? 0 : null,
    attemptEndedAt: null,
    retryWaitMs: 0,
    headersAt: null,
    httpStatus: null,
    header: null,
    firstTokenAt: null,
    lastTokenAt: null,
    gaps: new GapHistogram(),
    reader: begun.stream ? createStreamReader(api.shape, provider.name) : null,
    facts: null,
    output: "",
    error: null,
    ended: false,
  };
}

/** An event of the stream brought a token. */
export function countToken(call: CallRecord): void {
  const now = performance.now();
  if (call.lastTokenAt === null) call.firstTokenAt = now;
  else call.gaps.add(now - call.lastTokenAt);
  call.lastTokenAt = now;
}

/** A try leaves; what passed since the last one was waiting. */
export function beginAttempt(call: CallRecord): void {
  call.attempts = (call.attempts ?? 0) + 1;
  if (call.attemptEndedAt !== null) call.retryWaitMs += performance.now() - call.attemptEndedAt;
  call.attemptEndedAt = null;
}

export function endAttempt(call: CallRecord): void {
  call.attemptEndedAt = performance.now();
}

/** The answer's facts. From then on they stay: nothing more of the answer is to come. */
export function factsOf(call: CallRecord): ReplyFacts {
  call.facts ??= call.reader?.facts() ?? readReply(call.api.shape, null);
  return call.facts;
}

/**
 * The provider's word for why it stopped. An answer whose writing ended before its time has the reason `error`, as
 * the conventions say.
 */
export function finishReasonOf(call: CallRecord, facts: ReplyFacts): string | null {
  if (facts.finishReason !== null && facts.finishReason !== "in_progress") return facts.finishReason;
  const begun = call.httpStatus !== null && call.httpStatus < 400;
  return call.error !== null && begun ? "error" : null;
}

/** The span's name, as the conventions have it. */
export function nameOf({ api, requestModel }: CallRecord): string {
  return requestModel === null ? api.operation : `${api.operation} ${requestModel}`;
}
