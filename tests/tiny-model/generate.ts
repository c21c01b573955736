import { setImmediate as yieldToOthers } from "node:timers/promises";
import { createDecoder } from "./decode.ts";
import type { Model } from "./model.ts";
import { randomFrom, sample } from "./sample.ts";
import { StopText } from "./stop-text.ts";
import { BEGIN, END, type Tokenizer } from "./tokenizer.ts";

export interface Request {
  readonly prompt: readonly number[];
  /** Tokens to write at most; the context is a limit too. */
  readonly maxTokens: number;
  /** 0 = greedy. */
  readonly temperature: number;
  readonly seed: number;
  readonly stop: readonly string[];
  /** Stops decoding: nobody reads any more. */
  readonly signal: AbortSignal;
}

/** One written token; its text is empty while a character is not complete or may still become a stop text. */
export interface Written {
  readonly token: number;
  readonly text: string;
}

export type FinishReason = "stop" | "length";

/** A token of reading takes 1 to 2 ms, so at most some 15 ms pass before another request gets its turn. */
const PREFILL_TOKENS_PER_TURN = 8;

/** Writes one reply, a token a step. Returns why it ended; an aborted one just ends. */
export async function* generate(
  model: Model,
  tokenizer: Tokenizer,
  request: Request,
): AsyncGenerator<Written, { reason: FinishReason; rest: string }, undefined> {
  const decoder = createDecoder(model);
  const text = new TextDecoder();
  const stop = new StopText(request.stop);
  const random = randomFrom(request.seed);
  const room = Math.min(request.maxTokens, model.context - request.prompt.length);

  let logits = new Float32Array(model.vocabulary);
  for (const [i, token] of request.prompt.entries()) {
    logits = decoder.next(token) as Float32Array<ArrayBuffer>;
    if (i % PREFILL_TOKENS_PER_TURN === PREFILL_TOKENS_PER_TURN - 1) await yieldToOthers();
  }
  for (let written = 0; written < room && !request.signal.aborted; written += 1) {
    const token = sample(logits, request.temperature, random);
    if (token === BEGIN || token === END) return { reason: "stop", rest: stop.end(text.decode()) };
    const piece = stop.push(text.decode(tokenizer.bytes(token), { stream: true }));
    yield { token, text: piece };
    if (stop.found) return { reason: "stop", rest: "" };
    if (written + 1 < room) logits = decoder.next(token) as Float32Array<ArrayBuffer>;
    await yieldToOthers();
  }
  return { reason: "length", rest: stop.end(text.decode()) };
}
