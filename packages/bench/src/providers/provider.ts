import type { ErrorClass, Segment } from "@promptprof/model";

export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

export interface Message {
  readonly role: "system" | "user" | "assistant" | "tool";
  readonly content: string;
}

/** What a rendered prompt asks of a model. */
export interface ModelRequest {
  readonly messages: readonly Message[];
  readonly model: string;
  /** Sent as they are: temperature, max_tokens, response_format, ... */
  readonly parameters: Readonly<Record<string, JsonValue>>;
  readonly tools: readonly JsonValue[];
  /** What the messages consist of, in order. */
  readonly segments: readonly Segment[];
}

/** Tokens as the provider reported them; null = not reported. Input counts cached ones, output counts reasoning. */
export interface Usage {
  readonly inputTokens: number | null;
  readonly cacheReadTokens: number | null;
  readonly cacheWriteTokens: number | null;
  readonly outputTokens: number | null;
  readonly reasoningTokens: number | null;
}

export interface ModelReply {
  readonly kind: "reply";
  readonly text: string;
  readonly toolCalls: readonly JsonValue[];
  readonly finishReason: string | null;
  readonly responseModel: string | null;
  readonly usage: Usage;
  /** To the first content token, in ms; null where the reply was not streamed. */
  readonly ttftMs: number | null;
  readonly durationMs: number;
  readonly attempts: number;
}

/** A call that gave no reply. It is a result: it counts against its side and is never left out. */
export interface ModelFailure {
  readonly kind: "failure";
  readonly errorClass: ErrorClass;
  /** One line. */
  readonly message: string;
  readonly httpStatus: number | null;
  readonly durationMs: number;
  readonly attempts: number;
}

export type Outcome = ModelReply | ModelFailure;

/** Where calls go: an HTTP API, a command, a function. */
export interface Provider {
  /** As the suite names it. */
  readonly id: string;
  /** As prices name it: "openai", "anthropic"; null where calls have no price. */
  readonly provider: string | null;
  /** Never rejects; an abort is a failure of class "cancelled". */
  call(request: ModelRequest, signal: AbortSignal): Promise<Outcome>;
}
