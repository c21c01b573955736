import { Profilers } from "../profilers.ts";
import { aiChat, aiEmbeddings } from "./ai-apis.ts";
import { profileAnswer, profileStream, type AiCall } from "./profile-ai-call.ts";
import type { EmbeddingMiddleware, LanguageMiddleware, MiddlewareOptions } from "./middleware.ts";

/** What the types of version 6 ask for; no version's code looks at it. */
const VERSION = "v3";

type AnyVersion<Middleware> = Omit<Middleware, "specificationVersion"> & {
  readonly specificationVersion: string;
};

/**
 * A language-model middleware of the AI SDK (`ai` 5, 6 and 7): each request to the model becomes one profiled call, with
 * its times, tokens, tool calls and errors. What the model answers passes through unchanged and at once. A request
 * that the AI SDK tries again is a call of its own, because retries happen above the model.
 *
 * Put it last in a list of middlewares, nearest to the model. A call is named by `providerOptions.promptprof.prompt`,
 * else by `withContext({ prompt })` around it, else by `options.prompt`.
 *
 * @example const model = wrapLanguageModel({ model: openai("gpt-5-mini"), middleware: profileMiddleware() });
 */
export function profileMiddleware(options?: MiddlewareOptions): LanguageMiddleware;
export function profileMiddleware(options: MiddlewareOptions = {}): AnyVersion<LanguageMiddleware> {
  const profilers = new Profilers(options);
  const callOf = (params: object, model: AiCall["model"]): AiCall => ({
    profilers,
    prompt: options.prompt,
    api: aiChat,
    params,
    model,
  });
  return {
    specificationVersion: VERSION,
    wrapGenerate: ({ doGenerate, params, model }) => profileAnswer(callOf(params, model), doGenerate),
    wrapStream: ({ doStream, params, model }) => profileStream(callOf(params, model), doStream),
  };
}

/**
 * The same for embedding models: one call for each request to the provider, of which `embedMany` makes several.
 *
 * @example const model = wrapEmbeddingModel({ model: openai.embedding("text-embedding-3-small"), middleware: profileEmbeddingMiddleware() });
 */
export function profileEmbeddingMiddleware(options?: MiddlewareOptions): EmbeddingMiddleware;
export function profileEmbeddingMiddleware(options: MiddlewareOptions = {}): AnyVersion<EmbeddingMiddleware> {
  const profilers = new Profilers(options);
  return {
    specificationVersion: VERSION,
    wrapEmbed: ({ doEmbed, params, model }) =>
      profileAnswer({ profilers, prompt: options.prompt, api: aiEmbeddings, params, model }, doEmbed),
  };
}
