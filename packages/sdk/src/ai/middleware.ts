import type { ProfileOptions } from "../profile-options.ts";
import type { PromptIdentity } from "../prompts/rendered-messages.ts";

// The AI SDK's middleware, as far as we touch it: no types of `@ai-sdk/provider`, whose versions 2, 3 and 4 differ in
// what passes through here untouched.

export interface MiddlewareOptions extends ProfileOptions {
  /** What the model's calls are named after, where neither the call nor a context says it. */
  readonly prompt?: string | PromptIdentity | undefined;
}

/** A model of the AI SDK. */
export interface AiModel {
  /** With the API behind a dot: `openai.chat`, `anthropic.messages`. */
  readonly provider: string;
  readonly modelId: string;
}

/** For `wrapLanguageModel`. */
export interface LanguageMiddleware {
  /** The types of each version of the AI SDK ask for their own word here, its code for none. */
  readonly specificationVersion: never;
  readonly wrapGenerate: <Result>(asked: {
    readonly doGenerate: () => PromiseLike<Result>;
    readonly params: object;
    readonly model: AiModel;
  }) => Promise<Result>;
  readonly wrapStream: <Result extends { stream: ReadableStream }>(asked: {
    readonly doStream: () => PromiseLike<Result>;
    readonly params: object;
    readonly model: AiModel;
  }) => Promise<Result>;
}

/** For `wrapEmbeddingModel`. */
export interface EmbeddingMiddleware {
  readonly specificationVersion: never;
  readonly wrapEmbed: <Result>(asked: {
    readonly doEmbed: () => PromiseLike<Result>;
    readonly params: object;
    readonly model: AiModel;
  }) => Promise<Result>;
}
