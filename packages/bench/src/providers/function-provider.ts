import { performance } from "node:perf_hooks";
import { failureOf } from "./failure.ts";
import type { JsonValue, ModelReply, ModelRequest, Outcome, Provider, Usage } from "./provider.ts";
import { usageOf } from "./usage-of.ts";

/** What code says of an answer; what is left out is unknown. */
export interface StatedAnswer extends Partial<Usage> {
  readonly text: string;
  readonly toolCalls?: readonly JsonValue[];
  readonly model?: string | null;
  readonly finishReason?: string | null;
  readonly ttftMs?: number | null;
}

/** A call as code. A rejection is a failed call. */
export type FunctionCall = (
  request: ModelRequest,
  signal: AbortSignal,
) => string | StatedAnswer | Promise<string | StatedAnswer>;

/** A provider that is a function. One call is one attempt. */
export function functionProvider(id: string, provider: string | null, call: FunctionCall): Provider {
  return { id, provider, call: (request, signal) => attempt(call, request, signal) };
}

/** One attempt of a call that code makes, timed. */
export async function attempt(
  call: FunctionCall,
  request: ModelRequest,
  signal: AbortSignal,
): Promise<Outcome> {
  const startedAt = performance.now();
  try {
    return replyOf(await call(request, signal), performance.now() - startedAt);
  } catch (error) {
    return failureOf(error, signal, performance.now() - startedAt, null);
  }
}

function replyOf(answer: string | StatedAnswer, durationMs: number): ModelReply {
  const stated: StatedAnswer = typeof answer === "string" ? { text: answer } : answer;
  if (typeof stated?.text !== "string") throw new TypeError("the function answers no text");
  return {
    kind: "reply",
    text: stated.text,
    toolCalls: stated.toolCalls ?? [],
    finishReason: stated.finishReason ?? null,
    responseModel: stated.model ?? null,
    usage: usageOf(stated),
    ttftMs: stated.ttftMs ?? null,
    durationMs,
    attempts: 1,
  };
}
