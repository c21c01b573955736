import type { RequestMessage } from "@promptprof/anatomy";
import type { ErrorClass } from "@promptprof/model";
import type { ModelApi } from "../client/model-api.ts";
import { textOf, type Fields } from "../is-record.ts";
import { currentContext, type CallContext } from "./with-context.ts";

/** What is known of one call while it runs. The observers fill it in; it is read once, at the end. */
export interface CallRecord {
  readonly operation: string;
  /** Epoch milliseconds. */
  readonly startTime: number;
  /** The same moment on the monotonic clock, milliseconds: all durations come from it. */
  readonly startedAt: number;
  readonly requestModel: string | null;
  readonly stream: boolean;
  /** The messages as they were when the call was made; the host may push to its own array meanwhile. */
  readonly messages: readonly RequestMessage[];
  readonly tools: unknown;
  readonly context: CallContext;
  /** We asked for usage on the stream and the caller did not: what comes of it is hidden from the caller. */
  usageAsked: boolean;
  /** HTTP tries; null = they cannot be counted. */
  attempts: number | null;
  httpStatus: number | null;
  firstTokenAt: number | null;
  responseModel: string | null;
  responseId: string | null;
  serviceTier: string | null;
  /** By index of the choice; null = this one has not finished. */
  readonly finishReasons: (string | null)[];
  usage: CallUsage | null;
  error: CallError | null;
  ended: boolean;
}

/** Tokens as the provider reported them. Input includes both cache parts, output includes reasoning, both include sound. */
export interface CallUsage {
  readonly inputTokens: number | null;
  readonly cacheReadTokens: number | null;
  readonly cacheWriteTokens: number | null;
  readonly inputAudioTokens: number | null;
  readonly outputTokens: number | null;
  readonly reasoningTokens: number | null;
  readonly outputAudioTokens: number | null;
  /** What a gateway says that the call cost; integer nano-dollars. */
  readonly costNanoUsd: number | null;
}

export interface CallError {
  readonly errorClass: ErrorClass;
  /** The provider's code, else the name of the error: never its message, which may quote the prompt. */
  readonly errorType: string;
  readonly httpStatus: number | null;
}

/** A call that begins now. */
export function beginRecord(api: ModelApi, body: Fields, countsAttempts: boolean): CallRecord {
  return {
    operation: api.operation,
    startTime: Date.now(),
    startedAt: performance.now(),
    requestModel: textOf(body["model"]),
    stream: body["stream"] === true,
    messages: [...api.messages(body)],
    tools: body["tools"],
    context: currentContext(),
    usageAsked: false,
    attempts: countsAttempts ? 0 : null,
    httpStatus: null,
    firstTokenAt: null,
    responseModel: null,
    responseId: null,
    serviceTier: null,
    finishReasons: [],
    usage: null,
    error: null,
    ended: false,
  };
}

/** A choice whose writing ended before its time has the reason `error`, as the conventions say. */
export function closeFinishReasons(call: CallRecord): void {
  if (call.error === null || call.httpStatus === null || call.httpStatus >= 400) return;
  if (call.finishReasons.length === 0) call.finishReasons.push(null);
  for (const [i, reason] of call.finishReasons.entries()) call.finishReasons[i] = reason ?? "error";
}

/** Whether every choice that was begun has its reason. */
export function isComplete({ finishReasons }: CallRecord): boolean {
  return finishReasons.length > 0 && finishReasons.every((reason) => reason !== null);
}
