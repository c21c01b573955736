import type { RequestFacts } from "@promptprof/anatomy";
import {
  createStreamReader,
  readReply,
  type Carried,
  type ReplyFacts,
  type ReplyShape,
  type StreamReader,
} from "@promptprof/model/replies";
import { GapHistogram } from "@promptprof/model/words";
import type { ModelApi } from "../client/model-api.ts";
import type { Provider } from "../client/provider-of.ts";
import { TEXT_MAX } from "../content/content-filter.ts";
import { textOfReply } from "../content/text-of-reply.ts";
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
  /** null = not yet known: the answer tells. */
  stream: boolean | null;
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
  /** The wire format, as the API has it or, where only the answer tells, as that does. */
  shape: ReplyShape;
  /** Reads the items of a stream, from the first one on. */
  reader: StreamReader | null;
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
  /** null = the answer will tell. */
  readonly stream: boolean | null;
  readonly countsAttempts: boolean;
  /** Whether the client starts a span for this call by itself, which ours then is. */
  readonly clientMakesSpan?: boolean;
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
    shape: api.shape,
    reader: null,
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

/** Reads a whole answer, as the client handed it out; its text only where that may leave. */
export function readAnswer(call: CallRecord, answer: unknown, keepsText: boolean): void {
  const { api, provider } = call;
  const wire = api.toWire?.(answer) ?? answer;
  call.shape = api.shapeOf?.(wire) ?? api.shape;
  call.facts = readReply(call.shape, wire, provider.name);
  if (keepsText) call.output = textOfReply(call.shape, wire);
}

/** Reads one item of a stream, as the client handed it out. */
export function readItem(call: CallRecord, item: unknown, keepsText: boolean): Carried {
  const { api, provider } = call;
  const wire = (api.itemToWire ?? api.toWire)?.(item) ?? item;
  if (call.reader === null) {
    call.shape = api.shapeOf?.(wire) ?? api.shape;
    call.reader = createStreamReader(call.shape, provider.name);
  }
  if (keepsText && call.output.length < TEXT_MAX) call.output += textOfReply(call.shape, wire);
  return call.reader.push(wire);
}

/** A try leaves; what passed since the last one was waiting, and what that one was answered counts no more. */
export function beginAttempt(call: CallRecord): void {
  call.httpStatus = null;
  call.header = null;
  call.headersAt = null;
  call.attempts = (call.attempts ?? 0) + 1;
  if (call.attemptEndedAt !== null) call.retryWaitMs += performance.now() - call.attemptEndedAt;
  call.attemptEndedAt = null;
}

export function endAttempt(call: CallRecord): void {
  call.attemptEndedAt = performance.now();
}

/** The answer's facts. From then on they stay: nothing more of the answer is to come. */
export function factsOf(call: CallRecord): ReplyFacts {
  call.facts ??= call.reader?.facts() ?? readReply(call.shape, null);
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
