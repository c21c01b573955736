import { ApiError } from "./api-error.ts";
import type { Fault } from "./faults.ts";
import { generate, type FinishReason } from "./generate.ts";
import { loadModel, type Model } from "./model.ts";
import { now, type ServedCall } from "./served-call.ts";
import { loadTokenizer, type Tokenizer } from "./tokenizer.ts";

/** What a client may ask for, whichever API it came by. */
export interface Asked {
  /** The conversation as plain text: the text of each message, a newline between two; roles are not written. */
  readonly text: string;
  readonly maxTokens: number | null;
  readonly temperature: number | null;
  readonly seed: number | null;
  readonly stop: readonly string[];
}

/** A reply being written: a piece of text for each token, then how it ended. */
export type Reply = AsyncGenerator<string, FinishReason, undefined>;

/** Thrown in the middle of a reply by a fault model. */
export class BrokenReply extends Error {
  readonly fault: Fault["kind"];
  constructor(fault: Fault["kind"]) {
    super(`the reply breaks off: ${fault}`);
    this.fault = fault;
  }
}

/** The model with its vocabulary. Weights are read once a process. */
export class Engine {
  static #loaded: { model: Model; tokenizer: Tokenizer } | undefined;
  readonly #model: Model;
  readonly #tokenizer: Tokenizer;

  constructor() {
    Engine.#loaded ??= { model: loadModel(), tokenizer: loadTokenizer() };
    this.#model = Engine.#loaded.model;
    this.#tokenizer = Engine.#loaded.tokenizer;
  }

  /** Counts the prompt and starts writing. Throws `context_length_exceeded` when no token would fit behind it. */
  reply(asked: Asked, served: ServedCall, signal: AbortSignal, fault: Fault | null): Reply {
    const prompt = this.#tokenizer.encode(asked.text);
    const { context } = this.#model;
    served.promptTokens = prompt.length;
    if (prompt.length >= context) {
      const message = `This model's maximum context length is ${context} tokens. However, your messages resulted in ${prompt.length} tokens.`;
      throw new ApiError(400, "context_length_exceeded", message);
    }
    const request = {
      prompt,
      maxTokens: asked.maxTokens ?? context,
      temperature: asked.temperature ?? 1,
      seed: asked.seed ?? Math.floor(Math.random() * 2 ** 32),
      stop: asked.stop,
      signal,
    };
    return timed(generate(this.#model, this.#tokenizer, request), served, fault);
  }
}

async function* timed(written: ReturnType<typeof generate>, served: ServedCall, fault: Fault | null): Reply {
  for (;;) {
    const step = await written.next();
    if (step.done) {
      if (step.value.rest !== "") yield step.value.rest;
      return step.value.reason;
    }
    served.completionTokens += 1;
    served.lastTokenAt = now();
    if (step.value.text !== "") {
      served.firstTokenAt ??= served.lastTokenAt;
      served.textAt.push(served.lastTokenAt);
    }
    yield step.value.text;
    if (fault !== null && fault.kind !== "status" && served.completionTokens === fault.afterTokens)
      throw new BrokenReply(fault.kind);
  }
}
